package weir.driver.data.row;

import weir.driver.config.ColumnKind;

/** How one column of a row before preparation is stored in the row's canonical bytes. */
public enum RawKind {
  /** A text: length, UTF-8. */
  TEXT,
  /** A number: 8 bytes, see {@link NumberBits}, then a text where they say so. */
  NUMBER,
  /** {@code width} numbers of 8 bytes each, NaN where one is missing. */
  VECTOR,
  /** {@code width} unsigned bytes, such as pixels. */
  BYTES,
  /** Count, then ascending column indices, then float32 values. */
  SPARSE;

  /** Of one value a row. */
  public static RawKind of(ColumnKind kind) {
    return switch (kind) {
      case NUMBER -> NUMBER;
      case TEXT -> TEXT;
    };
  }

  /** What one value a row is. */
  public ColumnKind of() {
    return switch (this) {
      case NUMBER -> ColumnKind.NUMBER;
      case TEXT -> ColumnKind.TEXT;
      case VECTOR, BYTES, SPARSE ->
          throw new IllegalStateException(this + " holds more than one value a row");
    };
  }

  /** What it holds, in the user's words. */
  public String words() {
    return switch (this) {
      case TEXT -> "texts";
      case NUMBER -> "numbers";
      case VECTOR -> "several numbers a row";
      case BYTES -> "images";
      case SPARSE -> "sparse rows";
    };
  }

  /** True for one number or text, false for many numbers. */
  public boolean isScalar() {
    return this == TEXT || this == NUMBER;
  }
}
