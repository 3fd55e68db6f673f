package weir.driver.data.row;

import java.nio.charset.StandardCharsets;

/**
 * Reads the columns of a row from its canonical bytes. {@link #read} moves to the next row. One
 * thread only.
 */
public final class RowReader {
  private final RawKind[] kinds;
  private final int[] widths;
  private final int[] starts;
  private final boolean weighted;
  private byte[] bytes;
  private int at;

  /** A reader of rows of one schema. */
  public RowReader(RawSchema schema) {
    int columns = schema.columns().size();
    kinds = new RawKind[columns];
    widths = new int[columns];
    starts = new int[columns + 1];
    weighted = schema.weighted();
    for (int i = 0; i < columns; i++) {
      kinds[i] = schema.columns().get(i).kind();
      widths[i] = schema.columns().get(i).width();
    }
  }

  /** Takes the next row, prefix included. */
  public RowReader read(byte[] row) {
    bytes = row;
    at = RowBytes.PREFIX;
    for (int i = 0; i < kinds.length; i++) {
      starts[i] = at;
      skip(i);
    }
    starts[kinds.length] = at;
    return this;
  }

  private void skip(int column) {
    switch (kinds[column]) {
      case TEXT -> skipText();
      case NUMBER -> {
        long bits = (long) RowBytes.LONG.get(bytes, at);
        at += Double.BYTES;
        if (NumberBits.hasText(bits)) {
          skipText();
        }
      }
      case VECTOR -> at += Double.BYTES * widths[column];
      case BYTES -> at += widths[column];
      case SPARSE -> {
        int entries = count();
        at += (Integer.BYTES + Float.BYTES) * entries;
      }
    }
  }

  private void skipText() {
    int length = count();
    at += Math.max(0, length - 1);
  }

  private int count() {
    int value = 0;
    for (int shift = 0; ; shift += 7) {
      byte next = bytes[at++];
      value |= (next & 0x7f) << shift;
      if (next >= 0) {
        return value;
      }
    }
  }

  /** True when rows tell how much they count. */
  public boolean weighted() {
    return weighted;
  }

  /** How much the row counts in the loss: its weight, or 1. */
  public double weight() {
    return weighted
        ? Double.longBitsToDouble((long) RowBytes.LONG.get(bytes, starts[kinds.length]))
        : 1;
  }

  /** Where the bytes of a column begin; one past the last for the number of columns. */
  public int start(int column) {
    return starts[column];
  }

  /** The row's bytes, prefix included. */
  public byte[] bytes() {
    return bytes;
  }

  /**
   * The text of a scalar column, null when missing; numbers as {@link Numbers#text} writes them,
   * those that no double holds in full.
   */
  public String text(int column) {
    if (kinds[column] == RawKind.TEXT) {
      return textAt(starts[column]);
    }
    long bits = bits(column);
    if (NumberBits.hasText(bits)) {
      return textAt(starts[column] + Double.BYTES);
    }
    double number = Double.longBitsToDouble(bits);
    return Double.isNaN(number) ? null : Numbers.text(number);
  }

  private String textAt(int start) {
    at = start;
    int length = count();
    return length == 0 ? null : new String(bytes, at, length - 1, StandardCharsets.UTF_8);
  }

  private long bits(int column) {
    return (long) RowBytes.LONG.get(bytes, starts[column]);
  }

  /** True when a scalar column has no value. */
  public boolean missing(int column) {
    return kinds[column] == RawKind.NUMBER
        ? bits(column) == NumberBits.MISSING
        : bytes[starts[column]] == 0;
  }

  /** True for a column of numbers. */
  public boolean isNumber(int column) {
    return kinds[column] == RawKind.NUMBER;
  }

  /** True when a column of numbers has a text. */
  public boolean stray(int column) {
    return kinds[column] == RawKind.NUMBER && bits(column) == NumberBits.STRAY;
  }

  /** The number in a scalar column, rounded to a double; NaN when missing or a text. */
  public double number(int column) {
    if (kinds[column] == RawKind.TEXT) {
      return Double.NaN;
    }
    long bits = bits(column);
    return bits == NumberBits.EXACT
        ? Double.parseDouble(textAt(starts[column] + Double.BYTES))
        : Double.longBitsToDouble(bits);
  }

  /** Value {@code index} of a vector; NaN when missing. */
  public double element(int column, int index) {
    int start = starts[column] + Double.BYTES * index;
    return Double.longBitsToDouble((long) RowBytes.LONG.get(bytes, start));
  }

  /** Number of stored values of a sparse column. */
  public int entries(int column) {
    at = starts[column];
    return count();
  }

  /** Column index of stored value {@code entry}, after {@link #entries}. */
  public int entryIndex(int entry) {
    return (int) RowBytes.INT.get(bytes, at + Integer.BYTES * entry);
  }

  /** Stored value {@code entry} of {@code entries}, after {@link #entries}. */
  public float entryValue(int entry, int entries) {
    return (float) RowBytes.FLOAT.get(bytes, at + Integer.BYTES * entries + Float.BYTES * entry);
  }
}
