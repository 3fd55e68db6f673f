package weir.driver.data.source;

import java.io.Serializable;
import java.util.Iterator;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.unsafe.types.UTF8String;
import weir.driver.data.row.Numbers;
import weir.driver.data.row.RowWriter;

/** Rows of csv cells. */
final class CsvCursor extends ScanCursor {
  private static final UTF8String UNKNOWN = UTF8String.fromString("?");

  /** What Spark reads in place of bytes that mean nothing in the character set. */
  private static final UTF8String UNDECODABLE = UTF8String.fromString("\ufffd");

  private final Iterator<InternalRow> rows;
  private final int[] order;
  private final Weight weight;
  private final int corrupt;
  private final String charset;
  private InternalRow row;

  /**
   * Where the weight of a row is.
   *
   * @param column -1: rows count alike
   */
  record Weight(int column, String name) implements Serializable {
    private static final long serialVersionUID = 1;
  }

  /**
   * @param order where each column of the schema lies in the row
   * @param corrupt where Spark puts lines that do not fit
   * @param charset of the files, for errors
   */
  CsvCursor(Iterator<InternalRow> rows, int[] order, Weight weight, int corrupt, String charset) {
    this.rows = rows;
    this.order = order;
    this.weight = weight;
    this.corrupt = corrupt;
    this.charset = charset;
  }

  @Override
  public boolean next() {
    if (!rows.hasNext()) {
      return false;
    }
    row = rows.next();
    advance();
    if (!row.isNullAt(corrupt)) {
      throw new BadRowException(
          position(),
          " has too few or too many cells (expected: "
              + corrupt
              + "): "
              + row.getUTF8String(corrupt));
    }
    return true;
  }

  @Override
  public double weight() {
    if (weight.column() < 0) {
      return 1;
    }
    UTF8String cell =
        row.isNullAt(weight.column()) ? null : row.getUTF8String(weight.column()).trim();
    double value = cell == null ? Double.NaN : Numbers.parse(cell.toString());
    return RowWeights.checked(value, cell, weight.name(), position());
  }

  @Override
  public void write(RowWriter writer) {
    writer.begin();
    for (int column : order) {
      UTF8String cell = row.isNullAt(column) ? null : row.getUTF8String(column).trim();
      if (cell == null || cell.numBytes() == 0 || cell.equals(UNKNOWN)) {
        writer.missing();
      } else if (cell.contains(UNDECODABLE)) {
        throw StrictDecoder.undecodable(this, charset, null);
      } else {
        byte[] utf8 = cell.getBytes();
        writer.text(utf8, 0, utf8.length);
      }
    }
    if (weight.column() >= 0) {
      writer.number(weight());
    }
  }
}
