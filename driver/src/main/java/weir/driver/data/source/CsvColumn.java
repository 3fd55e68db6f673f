package weir.driver.data.source;

import java.io.Serializable;
import weir.driver.config.ColumnKind;
import weir.driver.data.row.RawColumn;
import weir.driver.data.row.RawKind;

/**
 * A column of csv files that is read.
 *
 * @param cell which cell of a record; from the number of cells on, the folders of partitions
 * @param told false where the kind is guessed from the first rows, to be proved by all of them
 */
record CsvColumn(String name, int cell, ColumnKind kind, boolean told) implements Serializable {
  private static final long serialVersionUID = 1;

  RawColumn raw() {
    return RawColumn.scalar(name, RawKind.of(kind));
  }
}
