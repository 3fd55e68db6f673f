package weir.driver.evaluate;

import java.io.Serializable;
import java.util.List;
import weir.driver.data.prepare.FittedTarget;

/**
 * What the numbers of a network's output say.
 *
 * @param target how the label was prepared
 * @param labels of the classes; empty for a number
 */
record PredictionMeaning(FittedTarget target, List<String> labels) implements Serializable {
  private static final long serialVersionUID = 1;

  /** How many values {@link #write} writes. */
  int width() {
    return 1 + labels.size();
  }

  /**
   * Writes the prediction, and a probability a class, into {@code row} from {@code at} on.
   *
   * @param output of the network after softmax or sigmoid, {@code width} values from {@code from}
   */
  void write(float[] output, int from, int width, Object[] row, int at) {
    if (labels.isEmpty()) {
      row[at] = target.original(output[from]);
      return;
    }
    int best = 0;
    for (int index = 0; index < labels.size(); index++) {
      double probability = width == 1 ? binary(output[from], index) : output[from + index];
      row[at + 1 + index] = probability;
      best = probability > (double) row[at + 1 + best] ? index : best;
    }
    row[at] = labels.get(best);
  }

  /** One output is the probability of class 1. */
  private static double binary(float output, int index) {
    return index == 1 ? output : 1 - (double) output;
  }
}
