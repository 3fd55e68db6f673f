package weir.driver.data.source;

import java.util.Iterator;
import org.apache.spark.sql.catalyst.InternalRow;
import weir.driver.config.MissingSpec;
import weir.driver.data.row.Numbers;
import weir.driver.data.row.RawKind;
import weir.driver.data.row.RowWriter;

/** Rows of LIBSVM lines. Neither here nor in LineFinder do blank lines and comments count. */
final class LibsvmCursor extends ScanCursor {
  private final Iterator<InternalRow> lines;
  private final LibsvmLine line;
  private final RawKind label;
  private final CellWriter cells;
  private final MissingNumbers missing;
  private final int first;

  /**
   * @param first the least index
   * @param label what labels are
   * @param missing words for missing values; those that nobody told do not count
   */
  LibsvmCursor(Iterator<InternalRow> lines, int first, RawKind label, MissingSpec missing) {
    this.lines = lines;
    this.line = new LibsvmLine(first);
    this.label = label;
    this.cells = new CellWriter(MissingSpec.of(missing.words()), '.');
    this.missing = new MissingNumbers(missing.words());
    this.first = first;
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
      writer.single((float) present(i));
    }
    line.label(cells, label, writer);
  }

  /** Zeros are not written, and nothing fills in what is missing. */
  private double present(int entry) {
    double value = line.value(entry);
    if (missing.contains(value, null)) {
      int index = line.index(entry) + first;
      throw new BadRowException(
          position(),
          " has the missing value "
              + Numbers.text(value)
              + " at index "
              + index
              + " (expected: a number, as sparse rows have none missing); repair the row");
    }
    return value;
  }
}
