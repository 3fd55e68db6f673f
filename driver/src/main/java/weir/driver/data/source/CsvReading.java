package weir.driver.data.source;

import java.io.Serializable;
import weir.driver.Shown;
import weir.driver.config.Dialect;

/**
 * How lines of csv files become cells.
 *
 * @param columns cells of a record; 0: any number
 */
record CsvReading(Dialect dialect, CsvHeader header, int columns) implements Serializable {
  private static final long serialVersionUID = 1;

  /** Blank lines are no records. */
  static boolean isBlank(byte[] line, int length) {
    for (int i = 0; i < length; i++) {
      if (line[i] < 0 || line[i] > ' ') {
        return false;
      }
    }
    return true;
  }

  /** Cuts a record that is one line; returns the number of cells. */
  int split(CsvSplitter cells, byte[] line, CsvRecords at) {
    int count;
    try {
      count = cells.split(line, line.length);
    } catch (CsvSplitter.StrayQuoteException stray) {
      throw stray(stray, at.position());
    }
    if (count == CsvSplitter.OPEN) {
      throw new OpenQuoteException(at.position());
    }
    if (columns > 0 && count != columns) {
      throw wrongCount(cells, count, at.position());
    }
    return count;
  }

  /** What to throw for a quote in the wrong place. */
  static BadRowException stray(CsvSplitter.StrayQuoteException stray, RowPosition position) {
    return new BadRowException(
        position,
        " has text after the closing quote of cell "
            + stray.cell()
            + " (expected: quotes inside a cell doubled); set data.quotes to false where quotes"
            + " are ordinary characters");
  }

  /** What to throw for a record with too few or too many cells. */
  BadRowException wrongCount(CsvSplitter cells, int count, RowPosition position) {
    String several =
        dialect.separator() == ' ' ? "; set data.separator to " + Dialect.BLANKS_WORD : "";
    return new BadRowException(
        position,
        " has too few or too many cells: "
            + count
            + " (expected: "
            + columns
            + ", the columns)"
            + several
            + ": "
            + Shown.text(String.join(", ", CsvHeader.texts(cells, count))));
  }

  /** Refuses the header of a file when it is another one than that of the first. */
  void checkHeader(CsvSplitter cells, byte[] line, RowPosition position) {
    int count;
    try {
      count = cells.split(line, line.length);
    } catch (CsvSplitter.StrayQuoteException stray) {
      throw stray(stray, position);
    }
    if (count == CsvSplitter.OPEN) {
      throw new OpenQuoteException(position);
    }
    header.check(CsvHeader.texts(cells, count), position.file());
  }
}
