package weir.driver.job;

import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import weir.driver.Shown;
import weir.driver.UserInputException;
import weir.driver.config.ClassWeights;
import weir.worker.loss.LossSpec;
import weir.worker.loss.LossSpec.BinaryCrossEntropy;
import weir.worker.loss.LossSpec.SoftmaxCrossEntropy;

/** Puts {@code train.classWeights} into the loss, once labels and their counts are known. */
final class ClassWeighting {
  private ClassWeighting() {}

  /**
   * The loss with these weights. For two classes told by one output, the weight of the positive
   * class is relative to that of the negative one.
   *
   * @param labels in order of the class index
   * @param counts training rows of each class, asked for when they matter
   */
  static LossSpec apply(
      LossSpec loss, ClassWeights settings, List<String> labels, Supplier<List<Long>> counts) {
    if (settings.kind() == ClassWeights.Kind.NONE) {
      return loss;
    }
    if (labels.isEmpty()) {
      throw new UserInputException(
          "train.classWeights="
              + settings.kind().key()
              + " (expected: none, as the labels are no classes); use"
              + " loss.binaryCrossEntropy.positiveWeights");
    }
    List<Double> weights = weights(settings, labels, counts);
    return switch (loss.kind()) {
      case SOFTMAX_CROSS_ENTROPY ->
          new SoftmaxCrossEntropy(weights, ((SoftmaxCrossEntropy) loss).labelSmoothing());
      case BINARY_CROSS_ENTROPY -> new BinaryCrossEntropy(List.of(weights.get(1) / weights.get(0)));
      case MEAN_SQUARED_ERROR, MEAN_ABSOLUTE_ERROR, HUBER, SMOOTH_L1 ->
          throw new IllegalStateException("classes for " + loss);
    };
  }

  private static List<Double> weights(
      ClassWeights settings, List<String> labels, Supplier<List<Long>> counted) {
    return switch (settings.kind()) {
      case NONE -> throw new IllegalStateException("no weights");
      case BALANCED -> balanced(counted.get());
      case GIVEN -> given(settings.weights(), labels);
      case LIST -> listed(settings.list(), labels);
    };
  }

  private static List<Double> balanced(List<Long> counts) {
    long rows = counts.stream().mapToLong(Long::longValue).sum();
    return counts.stream()
        .map(count -> (double) rows / (counts.size() * Math.max(1, count)))
        .toList();
  }

  private static List<Double> listed(List<Double> weights, List<String> labels) {
    if (weights.size() != labels.size()) {
      throw new UserInputException(
          "train.classWeights="
              + Shown.names(weights.stream().map(String::valueOf).toList())
              + " (expected: "
              + labels.size()
              + " weights, one for each of the classes "
              + Shown.names(labels)
              + " in this order); set train.classWeights");
    }
    return weights;
  }

  private static List<Double> given(Map<String, Double> weights, List<String> labels) {
    for (Map.Entry<String, Double> given : weights.entrySet()) {
      if (!labels.contains(given.getKey())) {
        throw new UserInputException(
            "train.classWeights."
                + Shown.text(given.getKey())
                + "="
                + given.getValue()
                + " (expected: one of "
                + Shown.names(labels)
                + ")");
      }
    }
    return labels.stream().map(label -> weights.getOrDefault(label, 1.0)).toList();
  }
}
