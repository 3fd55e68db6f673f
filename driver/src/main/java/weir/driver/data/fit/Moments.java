package weir.driver.data.fit;

import java.io.Serializable;

/**
 * Count, mean and sum of squared deviations of numbers, with their extremes. Added one by one after
 * Welford (1962), merged after Chan, Golub and LeVeque (1979).
 *
 * @param squares sum of squared deviations from the mean
 */
public record Moments(long count, double mean, double squares, double min, double max)
    implements Serializable {
  private static final long serialVersionUID = 1;

  /** Of no numbers. */
  public static final Moments NONE =
      new Moments(0, 0, 0, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY);

  /** Of {@code count} equal numbers. */
  public static Moments of(long count, double value) {
    return count == 0 ? NONE : new Moments(count, value, 0, value, value);
  }

  /** With one more number. */
  public Moments plus(double value) {
    long total = count + 1;
    double delta = value - mean;
    double shifted = mean + delta / total;
    return new Moments(
        total,
        shifted,
        squares + delta * (value - shifted),
        Math.min(min, value),
        Math.max(max, value));
  }

  /** Of both together. */
  public Moments merge(Moments other) {
    if (other.count == 0) {
      return this;
    }
    if (count == 0) {
      return other;
    }
    long total = count + other.count;
    double delta = other.mean - mean;
    return new Moments(
        total,
        mean + delta * other.count / total,
        squares + other.squares + delta * delta * ((double) count * other.count / total),
        Math.min(min, other.min),
        Math.max(max, other.max));
  }

  /** Square root of the mean squared deviation (divided by the count, not by one less). */
  public double deviation() {
    return count == 0 ? 0 : Math.sqrt(squares / count);
  }
}
