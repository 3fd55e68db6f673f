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
import weir.driver.UserInputException;
import weir.driver.config.ColumnRoles;
import weir.driver.config.DataFormat;
import weir.driver.config.DataSpec;
import weir.driver.config.SlidingWindow;
import weir.driver.config.TableSpec;
import weir.driver.data.InputFiles;
import weir.driver.data.predict.FrameInput;
import weir.driver.data.predict.PredictionInput;
import weir.driver.data.prepare.FittedTarget;
import weir.driver.data.prepare.NextTokens;
import weir.driver.data.prepare.Preparation;
import weir.driver.data.source.FrameSource;
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

  /**
   * A DataFrame with all its columns and the predictions beside them, computed when they are asked
   * for, partition by partition; rows stay where they are. It may be a stream.
   *
   * @throws weir.driver.UserInputException when a column that the model needs is not there, or is
   *     of another kind
   */
  public Dataset<Row> rows(Dataset<Row> rows) {
    if (model.job().data().series().window() != null) {
      return series(rows, null);
    }
    PredictionMeaning meaning = meaning();
    FrameInput input = new FrameInput(rows, predicted());
    NetworkSpec network = model.network();
    Broadcast<float[]> weights = broadcast();
    StructType all = columns(rows.schema(), meaning);
    return input.map(blocks -> new PredictedRows(network, weights, meaning, blocks), all);
  }

  /**
   * The rows of a time series with all their columns, in their order, but those before the end of
   * the first window; and beside each what the window that ends with it foretells.
   *
   * @param orderBy the column that orders the rows; null: as in training
   * @throws weir.driver.UserInputException when a column that the model needs is not there, or is
   *     of another kind, or rows have no order
   */
  public Dataset<Row> series(Dataset<Row> rows, String orderBy) {
    DataSpec data = model.job().data();
    String order = orderBy == null ? data.table().roles().orderBy() : orderBy;
    if (order == null) {
      throw new UserInputException(
          "the model foretells from windows of rows (expected: a column that orders them); call"
              + " predict with orderBy");
    }
    TableSpec table = data.table().withRoles(ColumnRoles.NONE.withOrderBy(order));
    var input = PredictionInput.ofSeries(rows, table, data.series().window(), model.preparation());
    Dataset<Row> told = rows(input, broadcast());
    StructType all = columns(rows.schema(), meaning());
    return SeriesRows.joined(rows, FrameSource.column(rows, order), told, all);
  }

  private Preparation predicted() {
    Preparation preparation = model.preparation();
    return preparation.foretellsTokens() ? NextTokens.continuing(preparation) : preparation;
  }

  private PredictionInput input(List<String> paths, DataFormat format) {
    DataSpec data = model.job().data();
    SlidingWindow window = data.series().window();
    InputFiles files = new InputFiles(format, paths, data.table(), data.image());
    Preparation preparation = model.preparation();
    if (window != null) {
      return PredictionInput.ofSeries(spark, files, window, preparation);
    }
    return new PredictionInput(spark, files, model.input(), predicted());
  }

  private Broadcast<float[]> broadcast() {
    return JavaSparkContext.fromSparkContext(spark.sparkContext()).broadcast(model.weights());
  }

  private static String uri(Path folder) {
    return folder.toUri().toString();
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
    PredictionMeaning meaning = meaning();
    JavaRDD<Row> rows =
        input
            .blocks()
            .mapPartitions(blocks -> new PredictedRows(network, weights, meaning, blocks));
    return spark.createDataFrame(rows, columns(input.columns(), meaning));
  }

  private PredictionMeaning meaning() {
    List<FittedTarget> labels = model.preparation().targets();
    SlidingWindow window = model.job().data().series().window();
    boolean differences = window != null && window.difference();
    return new PredictionMeaning(
        model.preparation().outputs(window), differences ? labels : List.of(), model.labels());
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
    while (isTaken(columns, name)) {
      name += "_";
    }
    return name;
  }

  /** Spark takes names that differ by case alone for one. */
  private static boolean isTaken(StructType columns, String name) {
    return Arrays.stream(columns.fieldNames()).anyMatch(name::equalsIgnoreCase);
  }
}
