package weir.driver.data.prepare;

import java.io.Serializable;

/** What pixels 0 and 255 are after preparation. */
public record PixelRange(float black, float white) implements Serializable {
  private static final long serialVersionUID = 1;

  /** Of columns that are not bytes: taken to lie in 0..1. */
  static final PixelRange UNIT = new PixelRange(0, 1);

  static PixelRange of(FittedColumn.BytesColumn column) {
    return new PixelRange(prepared(column, 0), prepared(column, 255));
  }

  /** A byte as a network sees it. */
  static float prepared(FittedColumn.BytesColumn column, int value) {
    return (float) ((value - column.shift()) / column.divisor());
  }
}
