package weir.driver.data.source;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import weir.driver.data.row.Numbers;
import weir.driver.data.row.RawKind;
import weir.driver.data.row.RowWriter;

/**
 * One line of the format of LIBSVM and SVM-light: {@code label [qid:group] index:value … [#
 * comment]}, items apart by any blanks. Zeros are not kept. One thread only; reused line by line.
 */
final class LibsvmLine {

  /** A line that means nothing; its message follows "has". */
  static final class MalformedException extends Exception {
    private static final long serialVersionUID = 1;

    private MalformedException(String message) {
      super(message, null, false, false);
    }
  }

  private static final String GROUP = "qid:";

  private final int first;
  private byte[] bytes;
  private int end;
  private int at;
  private int labelStart;
  private int labelEnd;
  private int entries;
  private int[] indices = new int[64];
  private double[] values = new double[64];

  /**
   * @param first the least index
   */
  LibsvmLine(int first) {
    this.first = first;
  }

  /** Takes a line; false when it is blank or a comment, hence no row. */
  boolean begin(byte[] line) {
    bytes = line;
    end = 0;
    while (end < line.length && line[end] != '#') {
      end++;
    }
    at = 0;
    skipBlanks();
    return at < end;
  }

  private void skipBlanks() {
    while (at < end && isBlank(bytes[at])) {
      at++;
    }
  }

  private static boolean isBlank(byte character) {
    return character == ' ' || character >= '\t' && character <= '\r';
  }

  void parse() throws MalformedException {
    labelStart = at;
    labelEnd = endOfItem();
    for (int i = labelStart; i < labelEnd; i++) {
      if (bytes[i] == ':') {
        throw new MalformedException(item() + " in the place of a label (expected: a label first)");
      }
    }
    entries = 0;
    int last = first - 1;
    at = labelEnd;
    for (skipBlanks(); at < end; skipBlanks()) {
      if (!item().startsWith(GROUP) || entries > 0) {
        last = entry(last);
      }
      at = endOfItem();
    }
  }

  /** Reads {@code index:value}; the index as it is written. */
  private int entry(int last) throws MalformedException {
    int stop = endOfItem();
    int colon = at;
    long index = 0;
    while (colon < stop && bytes[colon] >= '0' && bytes[colon] <= '9') {
      index = Math.min(10 * index + bytes[colon++] - '0', Integer.MAX_VALUE + 1L);
    }
    if (colon == at || colon == stop || bytes[colon] != ':') {
      throw new MalformedException(item() + " (expected: index:value)");
    }
    check(index, last);
    double value = Numbers.parse(bytes, colon + 1, stop);
    if (Double.isNaN(value)) {
      throw new MalformedException(item() + " (expected: a number as value)");
    }
    if (value != 0) {
      add((int) index - first, value);
    }
    return (int) index;
  }

  private void check(long index, int last) throws MalformedException {
    if (index < first) {
      throw new MalformedException(
          item() + " (expected: indices from 1); set data.zeroBased where they begin at 0");
    }
    if (index > Integer.MAX_VALUE) {
      throw new MalformedException(item() + " (expected: an index <= " + Integer.MAX_VALUE + ")");
    }
    if (index <= last) {
      throw new MalformedException(
          "index " + index + " after " + last + " (expected: from " + first + ", ascending)");
    }
  }

  private void add(int index, double value) {
    if (entries == indices.length) {
      indices = Arrays.copyOf(indices, 2 * entries);
      values = Arrays.copyOf(values, 2 * entries);
    }
    indices[entries] = index;
    values[entries++] = value;
  }

  private int endOfItem() {
    int stop = at;
    while (stop < end && !isBlank(bytes[stop])) {
      stop++;
    }
    return stop;
  }

  private String item() {
    return new String(bytes, at, endOfItem() - at, StandardCharsets.UTF_8);
  }

  /** True for a line whose rows are in groups. */
  static boolean hasGroup(String line) {
    String[] items = line.strip().split("\\s+", 3);
    return items.length > 1 && items[1].startsWith(GROUP);
  }

  /** Writes the label, as a number or as a text. */
  void label(CellWriter cells, RawKind kind, RowWriter writer) {
    if (kind == RawKind.TEXT) {
      cells.text(bytes, labelStart, labelEnd, writer);
    } else {
      cells.number(bytes, labelStart, labelEnd, true, writer);
    }
  }

  /** Stored values. */
  int entries() {
    return entries;
  }

  /** Index of a stored value, from 0. */
  int index(int entry) {
    return indices[entry];
  }

  double value(int entry) {
    return values[entry];
  }
}
