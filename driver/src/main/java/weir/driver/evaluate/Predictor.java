package weir.driver.evaluate;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Observation;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import weir.driver.config.DataFormat;
import weir.driver.config.DataSpec;
import weir.driver.config.SlidingWindow;
import weir.driver.data.InputFiles;
import weir.driver.data.predict.PredictionInput;
import weir.driver.data.prepare.FittedTarget;
import weir.driver.data.prepare.NextTokens;
import weir.driver.data.prepare.Preparation;
import weir.driver.model.TrainedModel;
import weir.worker.nn.spec.NetworkSpec;

/**
 * Predicts new rows with a stored model: the columns that were read, then {@code prediction}, then
 * for classes a column of probability each; {@code prediction_LABEL} each where several labels are
 * predicted; for a language model the token that most probably follows each text, and its {@code
 * probability}. Rows stay in the order of the files. Driver only.
 */
public final class Predictor {
  private static final String ROWS = "rows";

  private final SparkSession spark;
  private final TrainedModel model;

  /** For one model. */
  public Predictor(SparkSession spark, TrainedModel model) {
    this.spark = spark;
    this.model = model;
  }

  /**
   * Writes CSV files with a header into {@code folder}, which must not exist; returns how many
   * rows.
   *
   * @throws weir.driver.UserInputException when the rows cannot be read, or do not fit the model
   */
  public long writeCsv(List<String> paths, DataFormat format, Path folder)
      throws InterruptedException {
    return write(paths, format, rows -> rows.write().option("header", true).csv(uri(folder)));
  }

  /** The same as Parquet files. */
  public long writeParquet(List<String> paths, DataFormat format, Path folder)
      throws InterruptedException {
    return write(paths, format, rows -> rows.write().parquet(uri(folder)));
  }

  /**
   * The same as rows that Spark computes when they are asked for; the weights stay on the executors
   * until nobody refers to the rows any more.
   */
  public Dataset<Row> rows(List<String> paths, DataFormat format) {
    return rows(input(paths, format), broadcast());
  }

  private PredictionInput input(List<String> paths, DataFormat format) {
    DataSpec data = model.job().data();
    SlidingWindow window = data.series().window();
    InputFiles files = new InputFiles(format, paths, data.table(), data.image());
    Preparation preparation = model.preparation();
    if (window != null) {
      return PredictionInput.ofSeries(spark, files, window, preparation);
    }
    Preparation prepared =
        preparation.foretellsTokens() ? NextTokens.continuing(preparation) : preparation;
    return new PredictionInput(spark, files, model.input(), prepared);
  }

  private Broadcast<float[]> broadcast() {
    return JavaSparkContext.fromSparkContext(spark.sparkContext()).broadcast(model.weights());
  }

  /** Hadoop would take what is escaped in a URI for the name. */
  private static String uri(Path folder) {
    String path = folder.toAbsolutePath().toString();
    return new org.apache.hadoop.fs.Path("file", null, path).toString();
  }

  /** Where rows go. */
  private interface Sink {
    void write(Dataset<Row> rows);
  }

  private long write(List<String> paths, DataFormat format, Sink sink) throws InterruptedException {
    PredictionInput input = input(paths, format);
    Broadcast<float[]> weights = broadcast();
    try {
      var counted = new Observation();
      sink.write(rows(input, weights).observe(counted, functions.count("*").as(ROWS)));
      return ((Number) counted.getAsJava().get(ROWS)).longValue();
    } catch (InterruptedException stopped) {
      throw stopped;
    } catch (Exception failure) {
      throw input.explain(failure);
    } finally {
      weights.destroy();
    }
  }

  private Dataset<Row> rows(PredictionInput input, Broadcast<float[]> weights) {
    NetworkSpec network = model.network();
    List<FittedTarget> labels = model.preparation().targets();
    SlidingWindow window = model.job().data().series().window();
    boolean differences = window != null && window.difference();
    var meaning =
        new PredictionMeaning(
            model.preparation().outputs(window), differences ? labels : List.of(), model.labels());
    JavaRDD<Row> rows =
        input
            .blocks()
            .mapPartitions(blocks -> new PredictedRows(network, weights, meaning, blocks));
    return spark.createDataFrame(rows, columns(input.columns(), meaning));
  }

  private static StructType columns(StructType read, PredictionMeaning meaning) {
    StructType all = read;
    boolean label = !meaning.classes().isEmpty();
    for (String name : meaning.names()) {
      all = all.add(free(all, name), label ? DataTypes.StringType : DataTypes.DoubleType);
      label = false;
    }
    return all;
  }

  /** A name that no column that was read has. */
  private static String free(StructType columns, String wanted) {
    String name = wanted;
    while (Arrays.asList(columns.fieldNames()).contains(name)) {
      name += "_";
    }
    return name;
  }
}
