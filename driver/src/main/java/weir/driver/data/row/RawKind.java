package weir.driver.data.row;

/** How one column of a row before preparation is stored in the row's canonical bytes. */
public enum RawKind {
  /** The trimmed text of a csv cell: length, UTF-8. Number or text is decided when fitting. */
  CELL,
  /** A text: length, UTF-8. */
  TEXT,
  /** A number: 8 bytes, NaN when missing. */
  NUMBER,
  /** {@code width} float32 values. */
  FLOATS,
  /** {@code width} unsigned bytes, such as pixels. */
  BYTES,
  /** Count, then ascending column indices, then float32 values. */
  SPARSE;

  /** True for what may be a text. */
  public boolean isText() {
    return this == CELL || this == TEXT;
  }

  /** True for one number or text, false for many numbers. */
  public boolean isScalar() {
    return this == CELL || this == TEXT || this == NUMBER;
  }
}
