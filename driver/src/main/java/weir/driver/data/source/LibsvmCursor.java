package weir.driver.data.source;

import java.util.Iterator;
import org.apache.spark.sql.catalyst.InternalRow;
import weir.driver.data.row.RowWriter;

/** Rows of LIBSVM lines. Neither here nor in LineFinder do blank lines and comments count. */
final class LibsvmCursor extends ScanCursor {
  private final Iterator<InternalRow> lines;
  private final LibsvmLine line;

  /**
   * @param first the least index
   */
  LibsvmCursor(Iterator<InternalRow> lines, int first) {
    this.lines = lines;
    this.line = new LibsvmLine(first);
  }

  @Override
  public boolean next() {
    while (lines.hasNext()) {
      byte[] bytes = lines.next().getUTF8String(0).getBytes();
      if (line.begin(bytes)) {
        advance();
        try {
          line.parse();
        } catch (LibsvmLine.MalformedException e) {
          throw new BadRowException(position(), " has " + e.getMessage(), e);
        }
        return true;
      }
    }
    return false;
  }

  @Override
  public void write(RowWriter writer) {
    writer.begin();
    writer.count(line.entries());
    for (int i = 0; i < line.entries(); i++) {
      writer.index(line.index(i));
    }
    for (int i = 0; i < line.entries(); i++) {
      writer.single((float) line.value(i));
    }
    writer.number(line.label());
  }
}
