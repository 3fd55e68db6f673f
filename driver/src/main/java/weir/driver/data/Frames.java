package weir.driver.data;

import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import weir.driver.UserInputException;

/**
 * The DataFrames that a program hands over, by what their rows are for. Beside a job of format
 * {@code frame}, which says what their columns mean. Used on the driver.
 */
public record Frames(Map<RowSet, Dataset<Row>> rows) {
  /** All rows are in files. */
  public static final Frames NONE = new Frames(Map.of());

  public Frames {
    rows = Map.copyOf(rows);
  }

  /**
   * The rows of a set that has a DataFrame of its own.
   *
   * @throws UserInputException when there is none: the job came from a program
   */
  Dataset<Row> of(RowSet set) {
    Dataset<Row> frame = rows.get(set);
    if (frame == null) {
      throw new UserInputException(
          "data.format=frame: the rows were a DataFrame of a program (expected: files); call"
              + " Model.fit with a DataFrame, or set data.format and data.train");
    }
    return frame;
  }
}
