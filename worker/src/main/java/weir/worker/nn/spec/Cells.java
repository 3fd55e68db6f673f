package weir.worker.nn.spec;

import java.io.Serializable;

/** A number of cells down and across an image; along the steps of a sequence only across counts. */
public record Cells(int vertical, int horizontal) implements Serializable {
  private static final long serialVersionUID = 1;

  /** As many down as across. */
  public static Cells of(int both) {
    return new Cells(both, both);
  }

  /** True when one number says it all. */
  public boolean square() {
    return vertical == horizontal;
  }

  /** Fails unless both are at least {@code least}. */
  void check(String key, int least) {
    if (vertical < least || horizontal < least) {
      throw new IllegalArgumentException(
          key + "=" + this + " (expected: >= " + least + "); set " + key);
    }
  }

  @Override
  public String toString() {
    return square() ? String.valueOf(vertical) : "[" + vertical + ", " + horizontal + "]";
  }
}
