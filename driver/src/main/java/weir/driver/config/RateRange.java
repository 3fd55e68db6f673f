package weir.driver.config;

import java.io.Serializable;

/**
 * The learning rates that a search goes through, each {@code (to / from)^(1 / (steps − 1))} times
 * the one before.
 *
 * @param from rate of the first step
 * @param to rate of the last step
 * @param steps how many at most
 */
public record RateRange(double from, double to, int steps) implements Serializable {
  private static final long serialVersionUID = 1;

  /** Where nothing is said: eight powers of ten. */
  public static final RateRange DEFAULT = new RateRange(1e-7, 10, 100);

  public RateRange {
    Check.positive("from", from);
    Check.require(Double.isFinite(to) && to > from, "to", to, "> from=" + from);
    Check.atLeast("steps", steps, 10);
  }
}
