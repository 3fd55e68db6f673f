package weir.driver.config;

import java.io.Serializable;
import java.util.List;

/**
 * Rows that are not trained on: files or a DataFrame of their own, or a fraction of the training
 * rows, or none.
 *
 * @param paths paths or globs; empty without files of their own
 * @param fraction 0 &lt;= fraction &lt; 1 of the training rows, cut by their hash
 * @param frame a DataFrame of their own, which a program hands over
 */
public record HoldOut(List<String> paths, double fraction, boolean frame) implements Serializable {
  /** No rows are held out. */
  public static final HoldOut NONE = new HoldOut(List.of(), 0, false);

  /** Rows of a DataFrame of their own. */
  public static final HoldOut FRAME = new HoldOut(List.of(), 0, true);

  public HoldOut {
    paths = List.copyOf(paths);
    Check.require(
        fraction >= 0 && fraction < 1,
        "data.testFraction",
        fraction,
        "0 <= fraction < 1, likewise data.validationFraction");
    Check.require(
        (paths.isEmpty() && !frame) || fraction == 0,
        "data.testFraction",
        fraction,
        "no fraction beside " + (frame ? "a DataFrame" : "the files " + paths));
  }

  /** Rows of files of their own. */
  public static HoldOut of(List<String> paths) {
    return new HoldOut(paths, 0, false);
  }

  /** A fraction of the training files' rows. */
  public static HoldOut of(double fraction) {
    return new HoldOut(List.of(), fraction, false);
  }

  /** True without any rows held out. */
  public boolean isNone() {
    return paths.isEmpty() && fraction == 0 && !frame;
  }
}
