package weir.worker.metric;

/**
 * Rows of two classes by what they are and what they were told to be. 0/0 counts as 0, as
 * scikit-learn has it.
 *
 * @param hits positive, told so
 * @param alarms negative, told to be positive
 * @param misses positive, told to be negative
 * @param passes negative, told so
 */
public record TwoClassCounts(long hits, long alarms, long misses, long passes) {

  /** F1 of the positive class. */
  public double f1() {
    return ratio(2 * hits, 2 * hits + alarms + misses);
  }

  /** Fraction of rows told right. */
  public double accuracy() {
    return ratio(hits + passes, hits + alarms + misses + passes);
  }

  /** Mean of the recalls of both classes. */
  public double balancedAccuracy() {
    return (ratio(hits, hits + misses) + ratio(passes, passes + alarms)) / 2;
  }

  /** Mean of the F1 of both classes. */
  public double f1Macro() {
    return (f1() + otherF1()) / 2;
  }

  /** Mean of the F1 of both classes, each by its number of rows. */
  public double f1Weighted() {
    long positives = hits + misses;
    long negatives = alarms + passes;
    return positives + negatives == 0
        ? 0
        : (positives * f1() + negatives * otherF1()) / (positives + negatives);
  }

  private double otherF1() {
    return ratio(2 * passes, 2 * passes + alarms + misses);
  }

  private static double ratio(long part, long whole) {
    return whole == 0 ? 0 : (double) part / whole;
  }
}
