package weir.driver.data.row;

import java.io.Serializable;

/**
 * A column of rows before preparation.
 *
 * @param width numbers in the column: 1, or more for vectors; 0 for sparse rows, whose width is
 *     known after fitting
 */
public record RawColumn(String name, RawKind kind, int width) implements Serializable {
  private static final long serialVersionUID = 1;

  public RawColumn {
    if (kind.isScalar() ? width != 1 : width < 0) {
      throw new IllegalArgumentException(
          "column " + name + " of kind " + kind + " width=" + width + " (expected: 1, or >= 0)");
    }
  }

  /** One number or text. */
  public static RawColumn scalar(String name, RawKind kind) {
    return new RawColumn(name, kind, 1);
  }
}
