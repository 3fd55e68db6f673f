package weir.worker.loss;

import weir.tensor.Kernels;
import weir.tensor.SoftmaxKernels;

/** Cross-entropy from logits; see {@link LossSpec.SoftmaxCrossEntropy} for the formula. */
final class SoftmaxCrossEntropy implements Loss {
  private final double[] classWeights;
  private final double sumOfWeights;
  private final double smoothing;
  private float[] logProbabilities = new float[0];
  private float[] probabilities = new float[0];

  SoftmaxCrossEntropy(LossSpec.SoftmaxCrossEntropy spec, int classes) {
    classWeights = ClassWeights.of("classWeights", spec.classWeights(), classes);
    double sum = 0;
    for (double weight : classWeights) {
      sum += weight;
    }
    sumOfWeights = sum;
    smoothing = spec.labelSmoothing();
  }

  @Override
  public void evaluate(LossRows rows, float[] delta, LossTotals totals) {
    int classes = rows.width();
    int length = rows.rows() * classes;
    if (logProbabilities.length < length) {
      logProbabilities = new float[length];
    }
    SoftmaxKernels.logSoftmax(rows.predictions(), 0, logProbabilities, 0, rows.rows(), classes);
    if (delta != null) {
      if (probabilities.length < length) {
        probabilities = new float[length];
      }
      Kernels.exp(logProbabilities, 0, probabilities, 0, length);
    }
    for (int row = 0; row < rows.rows(); row++) {
      int label = label(rows.targets()[row], classes);
      double weight = rows.weight(row);
      totals.add(weight * rowLoss(row * classes, label), weight * classWeights[label]);
      if (delta != null) {
        slopes(row * classes, label, weight, delta);
      }
    }
  }

  private double rowLoss(int start, int label) {
    double loss = -(1 - smoothing) * classWeights[label] * logProbabilities[start + label];
    if (smoothing > 0) {
      double spread = 0;
      for (int c = 0; c < classWeights.length; c++) {
        spread -= classWeights[c] * logProbabilities[start + c];
      }
      loss += smoothing / classWeights.length * spread;
    }
    return loss;
  }

  private void slopes(int start, int label, double weight, float[] delta) {
    int classes = classWeights.length;
    double sharp = (1 - smoothing) * classWeights[label];
    double spread = weight * (smoothing / classes);
    double scale = weight * sharp + spread * sumOfWeights;
    double others = 0;
    for (int c = 0; c < classes; c++) {
      double probability = probabilities[start + c];
      others += c == label ? 0 : probability;
      delta[start + c] = (float) (scale * probability - spread * classWeights[c]);
    }
    // 1 - p of a sure prediction would cancel; the other classes' sum does not.
    delta[start + label] = (float) (spread * (sumOfWeights - classWeights[label]) - scale * others);
  }

  private static int label(float target, int classes) {
    int label = (int) target;
    if (label != target || label < 0 || label >= classes) {
      throw new IllegalArgumentException(
          "label=" + target + " (expected: a whole number from 0 to " + (classes - 1) + ")");
    }
    return label;
  }
}
