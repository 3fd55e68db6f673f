package weir.driver.data.predict;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import weir.driver.config.BadRows;
import weir.driver.config.DataFormat;
import weir.driver.config.SlidingWindow;
import weir.driver.config.TableSpec;
import weir.driver.data.DataErrors;
import weir.driver.data.InputFiles;
import weir.driver.data.RowNotes;
import weir.driver.data.SeriesToPredict;
import weir.driver.data.Sources;
import weir.driver.data.prepare.FittedColumn;
import weir.driver.data.prepare.Preparation;
import weir.driver.data.rank.BlockKey;
import weir.driver.data.rank.FileOrder;
import weir.driver.data.source.RowPosition;
import weir.driver.data.source.RowSource;
import weir.tensor.Shape;
import weir.worker.data.RowBlock;

/**
 * Rows to predict, in the order of the files, prepared as the training rows were; labels may be
 * absent; for models over a time series a window that ends at each row. Used on the driver.
 */
public final class PredictionInput {
  private final RowSource source;
  private final PredictionPlan plan;
  private final SeriesToPredict series;

  /**
   * Opens the files.
   *
   * @param files labels and features of their table do not count: all columns are kept
   * @param input shape of one row that the model takes
   * @param notes where rows that are left out are noted; null: in the logs of the tasks
   * @throws weir.driver.UserInputException when the files cannot be used, in one line
   */
  public PredictionInput(
      SparkSession spark, InputFiles files, Shape input, Preparation preparation, RowNotes notes) {
    this.source = Sources.openAll(spark, files, input, preparation);
    boolean named = files.format().hasColumns() || files.format() == DataFormat.IMAGES;
    this.plan =
        new PredictionPlan(
            source.schema(),
            preparation,
            source.originals(),
            named ? Map.of() : numbers(source),
            source.firstIndex(),
            new Skipping(files.table().meaning().badRows(), notes));
    this.series = null;
  }

  private PredictionInput(RowSource source, SlidingWindow window, Preparation preparation) {
    this.source = source;
    this.plan =
        new PredictionPlan(
            source.schema(), preparation, null, Map.of(), 0, new Skipping(BadRows.REFUSE, null));
    var complaint = new SeriesComplaint(source.schema(), preparation, plan.positions());
    try {
      this.series = new SeriesToPredict(source, window, preparation, complaint);
    } catch (Exception failure) {
      throw DataErrors.explain(failure, List.of(source));
    }
  }

  /**
   * Opens the files of a time series.
   *
   * @param files their labels are read where the model foretells differences to the last one
   * @throws weir.driver.UserInputException when the files cannot be used, in one line
   */
  public static PredictionInput ofSeries(
      SparkSession spark, InputFiles files, SlidingWindow window, Preparation preparation) {
    TableSpec read = read(files.table(), window, preparation);
    return new PredictionInput(Sources.openSeries(spark, files, read), window, preparation);
  }

  /**
   * Takes the rows of a DataFrame as a time series.
   *
   * @param table names the column that orders them
   * @throws weir.driver.UserInputException when the rows cannot be used, in one line
   */
  public static PredictionInput ofSeries(
      Dataset<Row> rows, TableSpec table, SlidingWindow window, Preparation preparation) {
    TableSpec read = read(table, window, preparation);
    return new PredictionInput(Sources.openSeries(rows, read, preparation), window, preparation);
  }

  private static TableSpec read(TableSpec table, SlidingWindow window, Preparation preparation) {
    List<String> features = preparation.columns().stream().map(FittedColumn::name).toList();
    return table
        .withFeatures(features)
        .withLabels(window.difference() ? table.labels() : List.of())
        .withMeaning(table.meaning().withTypes(preparation.kinds()));
  }

  private static Map<BlockKey, Long> numbers(RowSource source) {
    try {
      return new FileOrder(source).starts();
    } catch (Exception failure) {
      throw DataErrors.explain(failure, List.of(source));
    }
  }

  /**
   * Names and types of the original columns that are kept; {@code row} where there are none: the
   * number of the row, or of the last one of a window.
   */
  public StructType columns() {
    return series == null
        ? plan.columns()
        : new StructType().add(PredictionPlan.ROW, DataTypes.LongType);
  }

  /** The rows; reads the files each time it is computed. */
  public JavaRDD<PredictionBlock> blocks() {
    if (series == null) {
      PredictionPlan rows = plan;
      return source.map(cursor -> new PredictionCursor(rows, cursor));
    }
    int last = series.steps() - 1;
    return series.windows().map(block -> new PredictionBlock(numbered(block, last), block));
  }

  private static List<Row> numbered(RowBlock block, int last) {
    return IntStream.range(0, block.rows())
        .mapToObj(index -> RowFactory.create((long) block.firstRow() + index + last))
        .toList();
  }

  /** Names the place of a row. */
  public String place(RowPosition position) {
    return source.describe(position);
  }

  /** What to throw when a job over {@link #blocks} failed with {@code failure}. */
  public RuntimeException explain(Exception failure) {
    return DataErrors.explain(failure, List.of(source));
  }
}
