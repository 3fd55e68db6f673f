package weir.worker.nn.spec;

import java.io.Serializable;

/**
 * Cells around an image that a window may cover.
 *
 * @param same as many as keep the size at stride 1: dilation · (kernel − 1) in all, an odd one
 *     below and to the right
 * @param cells on each of both sides; 0 when {@code same}
 */
public record PaddingSpec(boolean same, Cells cells) implements Serializable {
  private static final long serialVersionUID = 1;

  /** None. */
  public static final PaddingSpec VALID = new PaddingSpec(false, Cells.of(0));

  /** As many as keep the size at stride 1. */
  public static final PaddingSpec SAME = new PaddingSpec(true, Cells.of(0));

  public PaddingSpec {
    cells.check("padding", 0);
    if (same && !cells.equals(Cells.of(0))) {
      throw new IllegalArgumentException("padding=same and " + cells + " (expected: one of them)");
    }
  }

  /** As many on each side, above as left. */
  public static PaddingSpec of(int cells) {
    return new PaddingSpec(false, Cells.of(cells));
  }

  @Override
  public String toString() {
    return same ? "same" : cells.toString();
  }
}
