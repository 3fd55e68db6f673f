package weir.driver.data.predict;

import java.util.List;
import java.util.Map;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import weir.driver.config.DataFormat;
import weir.driver.data.DataErrors;
import weir.driver.data.InputFiles;
import weir.driver.data.Sources;
import weir.driver.data.prepare.Preparation;
import weir.driver.data.rank.BlockKey;
import weir.driver.data.rank.FileOrder;
import weir.driver.data.source.RowSource;
import weir.tensor.Shape;

/**
 * Rows to predict, in the order of the files, prepared as the training rows were; labels may be
 * absent. Used on the driver.
 */
public final class PredictionInput {
  private final RowSource source;
  private final PredictionPlan plan;

  /**
   * Opens the files.
   *
   * @param files labels and features of their table do not count: all columns are kept
   * @param input shape of one row that the model takes
   * @throws weir.driver.UserInputException when the files cannot be used, in one line
   */
  public PredictionInput(
      SparkSession spark, InputFiles files, Shape input, Preparation preparation) {
    this.source = Sources.openAll(spark, files, input);
    boolean named = files.format().hasColumns() || files.format() == DataFormat.IMAGES;
    this.plan =
        new PredictionPlan(source.schema(), preparation, named ? Map.of() : numbers(source));
  }

  private static Map<BlockKey, Long> numbers(RowSource source) {
    try {
      return new FileOrder(source).starts();
    } catch (Exception failure) {
      throw DataErrors.explain(failure, List.of(source));
    }
  }

  /** Names and types of the original columns that are kept; {@code row} where there are none. */
  public StructType columns() {
    return plan.columns();
  }

  /** The rows; reads the files each time it is computed. */
  public JavaRDD<PredictionBlock> blocks() {
    PredictionPlan rows = plan;
    return source.map(cursor -> new PredictionCursor(rows, cursor));
  }

  /** What to throw when a job over {@link #blocks} failed with {@code failure}. */
  public RuntimeException explain(Exception failure) {
    return DataErrors.explain(failure, List.of(source));
  }
}
