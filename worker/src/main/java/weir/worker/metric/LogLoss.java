package weir.worker.metric;

/**
 * Negative log likelihood of one row, in double. Stateless functions; {@code StrictMath} because
 * its bits do not depend on what has been compiled, and early stopping decides by them.
 */
public final class LogLoss {
  /** scikit-learn keeps probabilities this far from 0 and 1. */
  private static final double EPSILON = 0x1p-52;

  private LogLoss() {}

  /** {@code −ln p}, where p is the probability given to the true class. */
  public static double ofProbability(double probability) {
    return -StrictMath.log(Math.min(Math.max(probability, EPSILON), 1 - EPSILON));
  }

  /**
   * {@code −ln σ(logit)} of a positive row, {@code −ln(1 − σ(logit))} of a negative one, and what
   * is expected of both where the target is the probability of a positive one.
   */
  public static double ofLogit(double logit, double target) {
    double positive = target == 0 ? 0 : target * softplus(-logit);
    double negative = target == 1 ? 0 : (1 - target) * softplus(logit);
    return positive + negative;
  }

  private static double softplus(double value) {
    return Math.max(value, 0) + StrictMath.log1p(StrictMath.exp(-Math.abs(value)));
  }

  /** {@code −ln softmax(logits)[truth]} of the row of logits that begins at {@code offset}. */
  public static double ofLogits(float[] logits, int offset, int classes, int truth) {
    double highest = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < classes; i++) {
      highest = Math.max(highest, logits[offset + i]);
    }
    double sum = 0;
    for (int i = 0; i < classes; i++) {
      sum += StrictMath.exp(logits[offset + i] - highest);
    }
    return highest + StrictMath.log(sum) - logits[offset + truth];
  }
}
