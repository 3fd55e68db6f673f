package weir.driver.report;

import java.util.Locale;

/** Numbers for people. */
public final class Figures {
  private static final double MANY = 1e6;

  private Figures() {}

  /** Two significant digits, for what is known no better. */
  public static String rough(double value) {
    return String.format(Locale.ROOT, "%.2g", value);
  }

  /** {@code 1 shard}, {@code 2 shards}. */
  public static String count(long many, String one) {
    return String.format(Locale.ROOT, many == 1 ? "%,d %s" : "%,d %ss", many, one);
  }

  /** Four digits after the point; large numbers by their exponent. */
  public static String of(double value) {
    boolean large = Double.isFinite(value) && Math.abs(value) >= MANY;
    return String.format(Locale.ROOT, large ? "%.5g" : "%.4f", value);
  }
}
