package weir.driver.data.predict;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.StructType;
import weir.driver.data.Sources;
import weir.driver.data.prepare.Preparation;
import weir.driver.data.source.FrameReader;
import weir.driver.data.source.FrameRows;

/**
 * The rows of a DataFrame or of Parquet files to predict, which keep all their columns and stay
 * where they are. Used on the driver.
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
   * @throws weir.driver.UserInputException when one is not there, or is of another kind
   */
  public FrameInput(FrameRows frame, Preparation preparation) {
    this.frame = frame;
    this.reader = Sources.openFrame(frame.rows(), preparation);
    this.plan = new PredictionPlan(reader.schema(), preparation, Map.of());
  }

  /** Names and types of the rows. */
  public StructType columns() {
    return frame.rows().schema();
  }

  /**
   * Maps all rows in their order, partition by partition.
   *
   * @param result columns of the rows that {@code blocks} makes
   */
  public Dataset<Row> map(Blocks blocks, StructType result) {
    List<Column> selected = new ArrayList<>(List.of(reader.selected()));
    int read = selected.size();
    selected.add(functions.struct(functions.col("*")));
    boolean places = frame.file() != null;
    if (places) {
      selected.add(frame.file());
      selected.add(frame.fileIndex());
    }
    Dataset<Row> pairs = frame.rows().select(selected.toArray(Column[]::new));
    StructType types = new StructType(Arrays.copyOf(pairs.schema().fields(), read));
    FrameReader.Rows cursors = reader.rows();
    PredictionPlan planned = plan;
    MapPartitionsFunction<Row, Row> function =
        partition -> {
          var features = new FeatureRows(partition, types, places);
          var cursor = new PredictionCursor(planned, cursors.cursor(features), features::original);
          return new FrameGuard<>(blocks.apply(cursor), features::place);
        };
    return FrameMetadata.of(pairs.mapPartitions(function, Encoders.row(result)), result);
  }
}
