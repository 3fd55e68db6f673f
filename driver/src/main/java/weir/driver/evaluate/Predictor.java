package weir.driver.evaluate;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
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
import weir.driver.data.DataErrors;
import weir.driver.data.InputFiles;
import weir.driver.data.NotedRows;
import weir.driver.data.RowNotes;
import weir.driver.data.Sources;
import weir.driver.data.predict.FrameInput;
import weir.driver.data.predict.PredictionInput;
import weir.driver.data.prepare.FittedTarget;
import weir.driver.data.prepare.NextTokens;
import weir.driver.data.prepare.Preparation;
import weir.driver.data.source.FrameRows;
import weir.driver.data.source.FrameSource;
import weir.driver.data.source.ProgramRows;
import weir.driver.data.source.RowPosition;
import weir.driver.files.Location;
import weir.driver.model.TrainedModel;
import weir.worker.nn.spec.NetworkSpec;

/**
 * Predicts new rows with a stored model: the columns that were read, then {@code prediction}, a
 * value of the kind that a label beside it has, then for classes a column of probability each;
 * {@code prediction_LABEL} each where several labels are predicted; for a language model the token
 * that most probably follows each text, and its {@code probability}. Rows keep their order, that of
 * the files. Driver only.
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
   * What was written.
   *
   * @param notes lines for the user, such as on rows that were left out
   */
  public record Written(long rows, List<String> notes) {
    public Written {
      notes = List.copyOf(notes);
    }
  }

  /**
   * Writes CSV files with a header into {@code folder}, which must not exist.
   *
   * @throws weir.driver.UserInputException when the rows cannot be read, or do not fit the model
   * @throws UnwritableException when the folder has no room, or cannot be written
   */
  public Written writeCsv(List<String> paths, DataFormat format, Location folder)
      throws InterruptedException {
    return write(
        new Read(paths, format),
        folder,
        predicted ->
            predicted.plain() == null
                ? CsvWriting.write(predicted.rows().get(), folder.forSpark())
                : CsvWriting.write(
                    predicted.plain(),
                    List.of(predicted.columns().fieldNames()),
                    folder.forSpark()));
  }

  /** The same as Parquet files. */
  public Written writeParquet(List<String> paths, DataFormat format, Location folder)
      throws InterruptedException {
    return write(
        new Read(paths, format),
        folder,
        predicted -> {
          checkNames(predicted.columns());
          return parquet(predicted.rows().get(), folder.forSpark());
        });
  }

  /** Spark writes no others. */
  private static void checkNames(StructType columns) {
    Map<String, List<String>> alike =
        Arrays.stream(columns.fieldNames())
            .collect(Collectors.groupingBy(name -> name.toLowerCase(Locale.ROOT)));
    for (List<String> names : alike.values()) {
      if (names.size() > 1) {
        throw new UserInputException(
            "columns "
                + String.join(", ", names)
                + " differ by case alone (expected: other names to write Parquet); write csv, or"
                + " rename them");
      }
    }
  }

  private static long parquet(Dataset<Row> rows, String folder) throws InterruptedException {
    var counted = new Observation();
    rows.observe(counted, functions.count("*").as(ROWS)).write().parquet(folder);
    return ((Number) counted.getAsJava().get(ROWS)).longValue();
  }

  /**
   * The same as rows that Spark computes when they are asked for; the weights stay on the executors
   * until nobody refers to the rows any more.
   */
  public Dataset<Row> rows(List<String> paths, DataFormat format) {
    return rows(paths, format, broadcast(), null).rows().get();
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
    return rows(new ProgramRows(rows), broadcast(), null);
  }

  private Dataset<Row> rows(FrameRows frame, Broadcast<float[]> weights, RowNotes notes) {
    FrameInput input =
        new FrameInput(frame, model.job().data().table().meaning(), predicted(), notes);
    PredictionMeaning meaning = meaning(input.columns(), false);
    NetworkSpec network = model.network();
    StructType all = columns(input.columns(), meaning);
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
    PredictionMeaning meaning = meaning(rows.schema(), false);
    Dataset<Row> told =
        spark.createDataFrame(rows(input, broadcast(), meaning), columns(input.columns(), meaning));
    StructType all = columns(rows.schema(), meaning);
    return SeriesRows.joined(rows, FrameSource.column(rows, order), told, all);
  }

  private Preparation predicted() {
    Preparation preparation = model.preparation();
    return preparation.foretellsTokens() ? NextTokens.continuing(preparation) : preparation;
  }

  /**
   * Rows with their predictions.
   *
   * @param rows as a DataFrame, whose plan takes its time where there are many columns
   * @param plain the same rows of texts and numbers without a plan; null where they have types
   * @param explain what to throw when reading them failed
   * @param place names the place of a row
   */
  private record Predicted(
      Supplier<Dataset<Row>> rows,
      JavaRDD<Row> plain,
      StructType columns,
      Function<Exception, RuntimeException> explain,
      Function<RowPosition, String> place) {}

  private Predicted rows(
      List<String> paths, DataFormat format, Broadcast<float[]> weights, RowNotes notes) {
    SlidingWindow window = model.job().data().series().window();
    if (format == DataFormat.PARQUET && window == null) {
      FrameRows frame = Sources.openParquet(spark, paths);
      Dataset<Row> rows = rows(frame, weights, notes);
      return new Predicted(
          () -> rows,
          null,
          rows.schema(),
          failure -> DataErrors.explain(failure, List.of()),
          FrameRows::place);
    }
    PredictionInput input = input(paths, format, notes);
    PredictionMeaning meaning = meaning(input.columns(), true);
    JavaRDD<Row> rows = rows(input, weights, meaning);
    StructType columns = columns(input.columns(), meaning);
    return new Predicted(
        () -> spark.createDataFrame(rows, columns), rows, columns, input::explain, input::place);
  }

  private PredictionInput input(List<String> paths, DataFormat format, RowNotes notes) {
    DataSpec data = model.job().data();
    SlidingWindow window = data.series().window();
    InputFiles files = new InputFiles(format, paths, data.table(), data.image());
    Preparation preparation = model.preparation();
    if (window != null) {
      return PredictionInput.ofSeries(spark, files, window, preparation);
    }
    return new PredictionInput(spark, files, model.input(), predicted(), notes);
  }

  private Broadcast<float[]> broadcast() {
    return JavaSparkContext.fromSparkContext(spark.sparkContext()).broadcast(model.weights());
  }

  /** Where rows go. */
  private interface Sink {
    /** Returns how many there were. */
    long write(Predicted rows) throws InterruptedException;
  }

  private record Read(List<String> paths, DataFormat format) {}

  private Written write(Read read, Location folder, Sink sink) throws InterruptedException {
    RowNotes notes = new RowNotes();
    spark.sparkContext().register(notes, "rows left out");
    Broadcast<float[]> weights = broadcast();
    try {
      Predicted predicted = rows(read.paths, read.format, weights, notes);
      long written = written(predicted, folder, sink);
      return new Written(written, NotedRows.lines(notes.value(), predicted.place()));
    } finally {
      weights.destroy();
    }
  }

  private static long written(Predicted predicted, Location folder, Sink sink)
      throws InterruptedException {
    try {
      return sink.write(predicted);
    } catch (Exception failure) {
      // Spark throws it although nobody declares it.
      if (failure instanceof InterruptedException stopped) {
        throw stopped;
      }
      Optional<UnwritableException> unwritable = UnwritableException.of(failure, folder);
      throw unwritable.isPresent() ? unwritable.get() : predicted.explain().apply(failure);
    }
  }

  private JavaRDD<Row> rows(
      PredictionInput input, Broadcast<float[]> weights, PredictionMeaning meaning) {
    NetworkSpec network = model.network();
    return input
        .blocks()
        .mapPartitions(blocks -> new PredictedRows(network, weights, meaning, blocks));
  }

  private PredictionMeaning meaning(StructType read, boolean inFiles) {
    List<FittedTarget> labels = model.preparation().targets();
    SlidingWindow window = model.job().data().series().window();
    boolean differences = window != null && window.difference();
    return new PredictionMeaning(
        model.preparation().outputs(window),
        differences ? labels : List.of(),
        model.labels(),
        ClassColumn.of(read, labels.get(0), inFiles),
        new ClassChoice(model.threshold()));
  }

  private static StructType columns(StructType read, PredictionMeaning meaning) {
    StructType all = read;
    boolean label = !meaning.classes().isEmpty();
    for (String name : meaning.names()) {
      all = all.add(free(all, name), label ? meaning.told().type() : DataTypes.DoubleType);
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
