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
 * @param told how classes are written
 * @param choice which class is told
 */
record PredictionMeaning(
    List<FittedTarget> targets,
    List<FittedTarget> bases,
    List<String> classes,
    ClassColumn told,
    ClassChoice choice)
    implements Serializable {
  private static final long serialVersionUID = 1;

  /**
   * What a network makes of some rows.
   *
   * @param logits of the last layer
   * @param values the same after softmax or sigmoid
   * @param width numbers of a row
   */
  record Outputs(float[] logits, float[] values, int width) {}

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
   * @param from where the outputs of the row begin
   */
  void write(Outputs outputs, int from, Object[] row, int at) {
    float[] output = outputs.values();
    int width = outputs.width();
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
    for (int index = 0; index < classes.size(); index++) {
      double probability = width == 1 ? binary(output[from], index) : output[from + index];
      row[at + 1 + index] = probability;
    }
    int best = choice.of(outputs.logits(), from, width);
    row[at] = told.values().get(Math.min(best, classes.size() - 1));
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
