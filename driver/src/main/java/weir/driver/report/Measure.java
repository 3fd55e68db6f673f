package weir.driver.report;

import java.util.Objects;

/**
 * A number of a report, or why there is none.
 *
 * @param value finite, or NaN when there is a reason
 * @param reason null for a finite value
 */
public record Measure(double value, String reason) {
  public Measure {
    if (Double.isFinite(value) != (reason == null)) {
      throw new IllegalArgumentException(
          "value=" + value + ", reason=" + reason + " (expected: a finite value or a reason)");
    }
  }

  /** The number; one that is not finite becomes its own reason. */
  public static Measure of(double value) {
    return Double.isFinite(value)
        ? new Measure(value, null)
        : new Measure(Double.NaN, "the value is " + value);
  }

  /** The number, or {@code reason} where it is not finite. */
  public static Measure of(double value, String reason) {
    return Double.isFinite(value) ? new Measure(value, null) : none(reason);
  }

  /** No number. */
  public static Measure none(String reason) {
    return new Measure(Double.NaN, Objects.requireNonNull(reason));
  }

  /** True for a number. */
  public boolean present() {
    return reason == null;
  }

  /** The number, or why there is none. */
  @Override
  public String toString() {
    return present() ? Double.toString(value) : "none: " + reason;
  }
}
