package weir.driver.evaluate;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Observation;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.AtomicType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import weir.driver.UserInputException;
import weir.driver.config.ColumnRoles;
import weir.driver.config.DataFormat;
import weir.driver.config.DataSpec;
import weir.driver.config.SlidingWindow;
import weir.driver.config.TableSpec;
import weir.driver.data.DataErrors;
import weir.driver.data.InputFiles;
import weir.driver.data.Sources;
import weir.driver.data.predict.FrameInput;
import weir.driver.data.predict.PredictionInput;
import weir.driver.data.prepare.FittedTarget;
import weir.driver.data.prepare.NextTokens;
import weir.driver.data.prepare.Preparation;
import weir.driver.data.source.FrameSource;
import weir.driver.data.source.ProgramRows;
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
    return write(paths, format, rows -> flat(rows).write().option("header", true).csv(uri(folder)));
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
    return read(paths, format).told(broadcast());
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
    return new Frame(new FrameInput(new ProgramRows(rows), predicted())).told(broadcast());
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

  /** Rows to predict. */
  private interface Read {
    Dataset<Row> told(Broadcast<float[]> weights);

    /** What to throw when a job over them failed. */
    RuntimeException explain(Exception failure);
  }

  /** Rows that keep all their columns. */
  private final class Frame implements Read {
    private final FrameInput input;

    Frame(FrameInput input) {
      this.input = input;
    }

    @Override
    public Dataset<Row> told(Broadcast<float[]> weights) {
      PredictionMeaning meaning = meaning();
      NetworkSpec network = model.network();
      StructType all = columns(input.columns(), meaning);
      return input.map(blocks -> new PredictedRows(network, weights, meaning, blocks), all);
    }

    @Override
    public RuntimeException explain(Exception failure) {
      return DataErrors.explain(failure, List.of());
    }
  }

  /** Rows of files that keep the columns that were read. */
  private final class Files implements Read {
    private final PredictionInput input;

    Files(PredictionInput input) {
      this.input = input;
    }

    @Override
    public Dataset<Row> told(Broadcast<float[]> weights) {
      return rows(input, weights);
    }

    @Override
    public RuntimeException explain(Exception failure) {
      return input.explain(failure);
    }
  }

  private Read read(List<String> paths, DataFormat format) {
    boolean windows = model.job().data().series().window() != null;
    return format == DataFormat.PARQUET && !windows
        ? new Frame(new FrameInput(Sources.openParquet(spark, paths), predicted()))
        : new Files(input(paths, format));
  }

  /** Without the columns that a cell cannot hold. */
  private static Dataset<Row> flat(Dataset<Row> rows) {
    StructType columns = rows.schema();
    int[] kept =
        IntStream.range(0, columns.size())
            .filter(i -> columns.fields()[i].dataType() instanceof AtomicType)
            .toArray();
    String[] numbered = new String[columns.size()];
    Arrays.setAll(numbered, String::valueOf);
    Dataset<Row> plain = rows.toDF(numbered);
    return plain.select(
        Arrays.stream(kept)
            .mapToObj(i -> plain.col(numbered[i]).as(columns.fields()[i].name()))
            .toArray(Column[]::new));
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
    Read read = read(paths, format);
    Broadcast<float[]> weights = broadcast();
    try {
      var counted = new Observation();
      sink.write(read.told(weights).observe(counted, functions.count("*").as(ROWS)));
      return ((Number) counted.getAsJava().get(ROWS)).longValue();
    } catch (InterruptedException stopped) {
      throw stopped;
    } catch (Exception failure) {
      throw read.explain(failure);
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
