package weir.driver.data.predict;

import java.io.Serializable;
import weir.driver.config.BadRows;
import weir.driver.data.RowNotes;

/**
 * What becomes of rows that cannot be predicted.
 *
 * @param notes where those that are left out are noted; null: in the log of the task
 */
record Skipping(BadRows badRows, RowNotes notes) implements Serializable {
  private static final long serialVersionUID = 1;

  boolean skips() {
    return badRows == BadRows.SKIP;
  }
}
