package weir.driver.evaluate;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import weir.driver.data.prepare.FittedTarget;
import weir.driver.data.text.Vocabulary;

/**
 * What the numbers of a network's output say.
 *
 * @param targets how the labels were prepared
 * @param bases how the labels were prepared that differences are added to; empty: none are
 * @param classes of the one label; empty where numbers are predicted
 */
record PredictionMeaning(List<FittedTarget> targets, List<FittedTarget> bases, List<String> classes)
    implements Serializable {
  private static final long serialVersionUID = 1;

  /** Names of the values that {@link #write} writes. */
  List<String> names() {
    if (next()) {
      return List.of("prediction", "probability");
    }
    if (classes.isEmpty() && targets.size() > 1) {
      return targets.stream().map(target -> "prediction_" + target.name()).toList();
    }
    List<String> names = new ArrayList<>(List.of("prediction"));
    classes.forEach(label -> names.add("probability_" + label));
    return names;
  }

  /** How many values {@link #write} writes. */
  int width() {
    return next() ? 2 : targets.size() + classes.size();
  }

  /** True when each step of a row has an output: what follows it. */
  boolean next() {
    return targets.get(0).isNext();
  }

  /**
   * Writes the predictions, and a probability a class, into {@code row} from {@code at} on; of a
   * token, which is one of many, its own probability alone.
   *
   * @param output of the network after softmax or sigmoid, {@code width} values from {@code from}
   */
  void write(float[] output, int from, int width, Object[] row, int at) {
    if (next()) {
      writeToken(output, from, row, at);
      return;
    }
    if (classes.isEmpty()) {
      for (int index = 0; index < targets.size(); index++) {
        row[at + index] = targets.get(index).original(output[from + index]);
      }
      return;
    }
    int best = 0;
    for (int index = 0; index < classes.size(); index++) {
      double probability = width == 1 ? binary(output[from], index) : output[from + index];
      row[at + 1 + index] = probability;
      best = probability > (double) row[at + 1 + best] ? index : best;
    }
    row[at] = classes.get(best);
  }

  /** Neither padding nor unknown: nobody asks for those. */
  private void writeToken(float[] output, int from, Object[] row, int at) {
    int best = Vocabulary.FIRST;
    for (int id = best + 1; id < classes.size(); id++) {
      best = output[from + id] > output[from + best] ? id : best;
    }
    row[at] = classes.get(best);
    row[at + 1] = (double) output[from + best];
  }

  /** Adds the last labels of a row, from {@code from} on, to the predicted differences. */
  void addBases(float[] labels, int from, Object[] row, int at) {
    for (int index = 0; !bases.isEmpty() && index < targets.size(); index++) {
      int label = index % bases.size();
      double base = bases.get(label).original(labels[from + label]);
      row[at + index] = (double) row[at + index] + base;
    }
  }

  /** One output is the probability of class 1. */
  private static double binary(float output, int index) {
    return index == 1 ? output : 1 - (double) output;
  }
}
