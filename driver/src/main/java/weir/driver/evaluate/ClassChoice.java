package weir.driver.evaluate;

import java.io.Serializable;
import weir.worker.metric.Threshold;

/**
 * Which class the outputs of a network tell, as metrics count it.
 *
 * @param logit above which the positive one of two classes is told
 */
record ClassChoice(double logit) implements Serializable {
  private static final long serialVersionUID = 1;

  ClassChoice(Threshold threshold) {
    this(threshold.logit());
  }

  /**
   * The index of the class.
   *
   * @param logits one a class, or one of the second of two, {@code width} of them from {@code from}
   */
  int of(float[] logits, int from, int width) {
    if (width <= 2) {
      float score = width == 1 ? logits[from] : logits[from + 1] - logits[from];
      return score > logit ? 1 : 0;
    }
    int best = 0;
    for (int index = 1; index < width; index++) {
      best = logits[from + index] > logits[from + best] ? index : best;
    }
    return best;
  }
}
