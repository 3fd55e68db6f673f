package weir.driver.data.source;

import java.io.Serializable;
import java.util.Iterator;

/** What a task makes of the rows of its partition. */
@FunctionalInterface
public interface RowsFunction<R> extends Serializable {

  /** Lazily: rows are read as results are asked for. */
  Iterator<R> apply(RowCursor rows);
}
