package weir.driver.data.predict;

import java.io.Serializable;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Map;
import java.util.function.Function;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.StructType;
import weir.driver.config.MeaningSpec;
import weir.driver.data.RowNotes;
import weir.driver.data.Sources;
import weir.driver.data.prepare.Preparation;
import weir.driver.data.source.FrameReader;
import weir.driver.data.source.FrameRows;

/**
 * Rows with typed columns to predict, which keep all their columns and their order. Used on the
 * driver.
 */
public final class FrameInput {
  private final FrameRows frame;
  private final FrameReader reader;
  private final PredictionPlan plan;

  /** What a task makes of the blocks of its partition. */
  public interface Blocks
      extends Function<Iterator<PredictionBlock>, Iterator<Row>>, Serializable {}

  /**
   * Finds the columns that the model needs.
   *
   * @param meaning what the values of columns mean, as in training
   * @param notes where rows that are left out are noted; null: in the logs of the tasks
   * @throws weir.driver.UserInputException when one is not there, or is of another kind
   */
  public FrameInput(FrameRows frame, MeaningSpec meaning, Preparation preparation, RowNotes notes) {
    this.frame = frame;
    this.reader = Sources.openFrame(frame, meaning, preparation);
    var skipping = new Skipping(meaning.badRows(), notes);
    this.plan = new PredictionPlan(reader.schema(), preparation, null, Map.of(), 0, skipping);
  }

  /** The columns of the rows. */
  public StructType columns() {
    return frame.rows().schema();
  }

  /**
   * Maps all rows in their order, partition by partition.
   *
   * @param result columns of the rows that {@code blocks} makes
   */
  public Dataset<Row> map(Blocks blocks, StructType result) {
    Column[] read = reader.selected();
    Column[] selected = Arrays.copyOf(read, read.length + 1);
    selected[read.length] = functions.struct(functions.col("*"));
    Dataset<Row> pairs = frame.rows().select(selected);
    StructType types = new StructType(Arrays.copyOf(pairs.schema().fields(), read.length));
    FrameReader.Rows cursors = reader.rows();
    PredictionPlan planned = plan;
    MapPartitionsFunction<Row, Row> function =
        partition -> {
          var features = new FeatureRows(partition, types);
          var cursor = new PredictionCursor(planned, cursors.cursor(features), features::original);
          return new FrameGuard<>(blocks.apply(cursor));
        };
    Dataset<Row> made = frame.inOrder(pairs.mapPartitions(function, Encoders.row(result)));
    return FrameMetadata.of(made, result);
  }
}
