package weir.driver.data.rank;

import java.io.Serializable;
import weir.driver.data.row.RowWriter;
import weir.driver.data.source.RowCursor;

/** Gives each row of a source its set, its hash and, in given order, its position. */
public sealed interface RowKeys extends Serializable permits HashKeys, GivenKeys {

  /** The finished bytes of the row that {@code writer} holds; null when it is in no set. */
  byte[] finish(RowWriter writer, RowCursor row);
}
