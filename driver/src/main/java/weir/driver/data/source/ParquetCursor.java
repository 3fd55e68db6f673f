package weir.driver.data.source;

import java.util.Iterator;
import java.util.List;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.util.ArrayData;
import weir.driver.data.row.RawKind;
import weir.driver.data.row.RowWriter;

/** Rows of typed columns, and last the position of the row in its file. */
final class ParquetCursor implements RowCursor {
  private final Iterator<InternalRow> rows;
  private final List<ParquetColumn> columns;
  private final BlockTracker tracker = new BlockTracker();
  private InternalRow row;

  ParquetCursor(Iterator<InternalRow> rows, List<ParquetColumn> columns) {
    this.rows = rows;
    this.columns = columns;
  }

  @Override
  public boolean next() {
    if (!rows.hasNext()) {
      return false;
    }
    row = rows.next();
    tracker.advance();
    return true;
  }

  @Override
  public void write(RowWriter writer) {
    writer.begin();
    for (int i = 0; i < columns.size(); i++) {
      ParquetColumn column = columns.get(i);
      switch (column.raw().kind()) {
        case NUMBER -> writer.number(column.number(row, i));
        case TEXT -> writer.text(row.isNullAt(i) ? null : row.getUTF8String(i).toString());
        case VECTOR, SPARSE, BYTES -> vector(column, i, writer);
      }
    }
  }

  private void vector(ParquetColumn column, int ordinal, RowWriter writer) {
    if (row.isNullAt(ordinal)) {
      throw new BadRowException(position(), " has no " + column.raw().name());
    }
    if (column.element() != column.type()) {
      ArrayData array = row.getArray(ordinal);
      checkWidth(column, array.numElements());
      for (int i = 0; i < array.numElements(); i++) {
        writer.number(column.number(array, i));
      }
      return;
    }
    InternalRow value = row.getStruct(ordinal, VectorColumn.FIELDS);
    checkWidth(column, VectorColumn.size(value));
    if (column.raw().kind() == RawKind.SPARSE) {
      VectorColumn.writeSparse(value, writer);
    } else {
      VectorColumn.writeDense(value, column.raw().width(), writer);
    }
  }

  private void checkWidth(ParquetColumn column, int width) {
    if (width != column.raw().width()) {
      throw new BadRowException(
          position(),
          " has "
              + width
              + " numbers in column "
              + column.raw().name()
              + " (expected: "
              + column.raw().width()
              + ", as in the first row)");
    }
  }

  @Override
  public String file() {
    return tracker.file();
  }

  /** Rows are numbered by file, so a file is one block. */
  @Override
  public long block() {
    return 0;
  }

  @Override
  public long sequence() {
    return row.getLong(columns.size());
  }
}
