package weir.driver.data.source;

import java.util.Map;
import org.apache.spark.sql.Row;
import weir.driver.data.row.RowWriter;

/**
 * The rows of one Spark partition, one after the other, as the files hold them. One thread only.
 */
public interface RowCursor {

  /** Moves to the next row; false after the last. */
  boolean next();

  /** Writes the canonical bytes of the current row. */
  void write(RowWriter writer);

  /**
   * How much the current row counts in the loss; 0: as if it were not there.
   *
   * @throws BadRowException when it is no weight
   */
  default double weight() {
    return 1;
  }

  /** The current row as it lies in the file, in the columns of {@link RowSource#originals}. */
  default Row original() {
    throw new IllegalStateException("the source has no originals");
  }

  /** The file of the current row, as Spark or Hadoop names it. */
  String file();

  /** Where the block of the file begins that the current row was read with. */
  long block();

  /** Position of the current row in its block, from 0. */
  long sequence();

  /**
   * How many values that were written so far were words such as {@code NA}, taken for a missing
   * one; by column.
   */
  default Map<String, Long> missingWords() {
    return Map.of();
  }

  /** Where the current row is. */
  default RowPosition position() {
    return new RowPosition(file(), block(), sequence());
  }
}
