package weir.driver.data.fit;

import java.io.Serializable;
import weir.driver.data.row.RowReader;

/**
 * What is known of one column of some rows. Grows row by row, in rank order; one thread only.
 *
 * @param <S> the kind itself
 */
public interface ColumnStatistics<S extends ColumnStatistics<S>> extends Serializable {

  /** Adds the column of a row. */
  void add(RowReader row, int column);

  /** Adds what is known of the rows that come after; {@code after} is not used any more. */
  void merge(S after);
}
