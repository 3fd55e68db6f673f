package weir.driver.data.source;

import java.util.Arrays;
import weir.driver.config.Dialect;

/**
 * Cuts a csv record into cells after RFC 4180: a cell may stand in quotes, with quotes inside
 * doubled. Blanks around cells do not count, those inside quotes do. Works on UTF-8 bytes in place.
 * One thread only.
 */
final class CsvSplitter {
  /** The record goes on in the next line: a quote is open. */
  static final int OPEN = -1;

  private final byte separator;
  private final boolean blanks;
  private final boolean quotes;
  private byte[] bytes;
  private int[] bounds = new int[64];
  private int cells;
  private int at;

  CsvSplitter(Dialect dialect) {
    blanks = dialect.separator() == Dialect.BLANKS;
    separator = (byte) dialect.separator();
    quotes = dialect.quotes();
  }

  /**
   * Cuts the first {@code length} bytes of {@code line}, which it may change; returns the number of
   * cells, or {@link #OPEN}.
   *
   * @throws StrayQuoteException when something follows a closing quote
   */
  int split(byte[] line, int length) {
    bytes = line;
    cells = 0;
    at = 0;
    while (true) {
      skipBlanks(length);
      if (blanks && at == length && cells > 0) {
        return cells;
      }
      if (quotes && at < length && bytes[at] == '"') {
        at++;
        if (!inQuotes(length)) {
          return OPEN;
        }
      } else {
        plain(length);
      }
      if (at >= length) {
        return cells;
      }
      at++;
      if (at == length && !blanks) {
        add(length, length);
        return cells;
      }
    }
  }

  private void skipBlanks(int length) {
    while (at < length && isBlank(bytes[at]) && bytes[at] != separator) {
      at++;
    }
  }

  /** Blanks and control characters, as Java's trim has them. */
  private static boolean isBlank(byte character) {
    return character >= 0 && character <= ' ';
  }

  private boolean separates(byte character) {
    return blanks ? isBlank(character) : character == separator;
  }

  private void plain(int length) {
    int from = at;
    while (at < length && !separates(bytes[at])) {
      at++;
    }
    int end = at;
    while (end > from && isBlank(bytes[end - 1])) {
      end--;
    }
    add(from, end);
  }

  /** Moves on behind the closing quote and blanks; false when there is none. */
  private boolean inQuotes(int length) {
    int from = at;
    int write = at;
    for (; at < length; at++) {
      byte next = bytes[at];
      if (next != '"') {
        bytes[write++] = next;
      } else if (at + 1 < length && bytes[at + 1] == '"') {
        bytes[write++] = next;
        at++;
      } else {
        add(from, write);
        at++;
        close(length);
        return true;
      }
    }
    return false;
  }

  private void close(int length) {
    if (blanks) {
      if (at < length && !isBlank(bytes[at])) {
        throw new StrayQuoteException(cells);
      }
      return;
    }
    skipBlanks(length);
    if (at < length && bytes[at] != separator) {
      throw new StrayQuoteException(cells);
    }
  }

  private void add(int from, int to) {
    if (2 * cells == bounds.length) {
      bounds = Arrays.copyOf(bounds, 2 * bounds.length);
    }
    bounds[2 * cells] = from;
    bounds[2 * cells + 1] = to;
    cells++;
  }

  /** The bytes that cells lie in. */
  byte[] bytes() {
    return bytes;
  }

  /** Where a cell begins, its quote not counted. */
  int start(int cell) {
    return bounds[2 * cell];
  }

  /** Where a cell ends. */
  int end(int cell) {
    return bounds[2 * cell + 1];
  }

  /** Something other than a separator follows a closing quote. */
  static final class StrayQuoteException extends RuntimeException {
    private static final long serialVersionUID = 1;
    private final int cell;

    StrayQuoteException(int cell) {
      super("text after the closing quote of cell " + cell);
      this.cell = cell;
    }

    /** Number of the cell, from 1. */
    int cell() {
      return cell;
    }
  }
}
