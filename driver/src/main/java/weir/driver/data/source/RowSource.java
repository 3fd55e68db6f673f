package weir.driver.data.source;

import java.util.List;
import java.util.Set;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.types.StructType;
import weir.driver.data.row.RawSchema;
import weir.tensor.Shape;

/** Rows of one set (training, test …) that can be read again and again. Used on the driver. */
public interface RowSource {

  /** The columns that are read. */
  RawSchema schema();

  /** Shape of a row that preparation made {@code width} numbers of. */
  default Shape input(int width) {
    return new Shape(width);
  }

  /** The files in the order in which their rows count; what names the rows where there are none. */
  List<String> files();

  /** True when a row has a place that a user can look up: a line of a file. */
  default boolean hasPlaces() {
    return true;
  }

  /** Reads all rows. Rows of one block of a file stay in order, inside one partition. */
  <R> JavaRDD<R> map(RowsFunction<R> function);

  /**
   * Names of columns of numbers whose first rows alone are known: a text among all rows, where
   * {@link weir.driver.data.row.RowReader#stray} tells it, makes them columns of texts.
   */
  default Set<String> guessedNumbers() {
    return Set.of();
  }

  /**
   * The columns of {@link RowCursor#original}; null where rows have no other form than the one they
   * are read in.
   */
  default StructType originals() {
    return null;
  }

  /** Names the place of a row for a user: {@code train.csv line 17}. */
  String describe(RowPosition position);

  /** What the files call the first column of a sparse row. */
  default int firstIndex() {
    return 0;
  }
}
