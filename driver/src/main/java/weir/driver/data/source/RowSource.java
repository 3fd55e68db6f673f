package weir.driver.data.source;

import java.util.List;
import org.apache.spark.api.java.JavaRDD;
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

  /** The files in the order in which their rows count. */
  List<String> files();

  /** Reads all rows. Rows of one block of a file stay in order, inside one partition. */
  <R> JavaRDD<R> map(RowsFunction<R> function);

  /** Names the place of a row for a user: {@code train.csv line 17}. */
  String describe(RowPosition position);

  /** What the files call the first column of a sparse row. */
  default int firstIndex() {
    return 0;
  }
}
