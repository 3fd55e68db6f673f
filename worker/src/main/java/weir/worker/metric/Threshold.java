package weir.worker.metric;

import java.io.Serializable;

/**
 * How probable the positive one of two classes must be to be told: more than this. Rows are
 * compared by their logits, which do not round to 1, so that whoever tells classes tells the same.
 *
 * @param probability 0 &lt; probability &lt; 1
 */
public record Threshold(double probability) implements Serializable {
  private static final long serialVersionUID = 1;

  /** The more probable class is told. */
  public static final Threshold HALF = new Threshold(0.5);

  public Threshold {
    if (!(probability > 0 && probability < 1)) {
      throw new IllegalArgumentException(
          "threshold=" + probability + " (expected: 0 < threshold < 1)");
    }
  }

  /** The logit of the threshold; 0 of one half. */
  public double logit() {
    return StrictMath.log(probability / (1 - probability));
  }

  /** Midway between two logits as probabilities; of numbers that round to 0 or 1 what is next. */
  static Threshold between(double lower, double upper) {
    double middle = (probability(lower) + probability(upper)) / 2;
    return new Threshold(Math.min(Math.max(middle, Double.MIN_NORMAL), 1 - 0x1p-53));
  }

  private static double probability(double logit) {
    return 1 / (1 + StrictMath.exp(-logit));
  }
}
