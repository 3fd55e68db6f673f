package weir.driver.data;

import java.io.Serializable;
import weir.worker.data.RowBlock;

/** A block of rows and what they are for: what Spark caches. */
record PackedRows(RowSet set, RowBlock block) implements Serializable {
  private static final long serialVersionUID = 1;
}
