package weir.driver.data.source;

import java.util.Iterator;
import org.apache.spark.sql.catalyst.InternalRow;
import weir.driver.data.row.RowWriter;

/** Rows of Spark's LIBSVM reader: a label and a sparse vector. */
final class LibsvmCursor extends ScanCursor {
  private final Iterator<InternalRow> rows;
  private InternalRow row;

  LibsvmCursor(Iterator<InternalRow> rows) {
    this.rows = rows;
  }

  @Override
  public boolean next() {
    if (!rows.hasNext()) {
      return false;
    }
    row = rows.next();
    advance();
    return true;
  }

  @Override
  public void write(RowWriter writer) {
    writer.begin();
    VectorColumn.writeSparse(row.getStruct(1, VectorColumn.FIELDS), writer);
    writer.number(row.getDouble(0));
  }
}
