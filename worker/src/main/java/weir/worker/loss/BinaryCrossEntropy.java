package weir.worker.loss;

import weir.tensor.Kernels;

/**
 * Binary cross-entropy from logits. With z = e^(−|p|): softplus(p) = max(p, 0) + ln(1 + z), so
 * nothing overflows.
 */
final class BinaryCrossEntropy implements Loss {
  private final double[] positiveWeights;
  private float[] decays = new float[0];
  private float[] tails = new float[0];

  BinaryCrossEntropy(LossSpec.BinaryCrossEntropy spec, int width) {
    positiveWeights = ClassWeights.of("positiveWeights", spec.positiveWeights(), width);
  }

  @Override
  public void evaluate(LossRows rows, float[] delta, LossTotals totals) {
    int width = rows.width();
    prepare(rows.predictions(), rows.rows() * width);
    for (int row = 0; row < rows.rows(); row++) {
      double sum = 0;
      double weight = rows.weight(row);
      for (int column = 0; column < width; column++) {
        int at = row * width + column;
        double logit = rows.predictions()[at];
        double target = rows.targets()[at];
        double positive = positiveWeights[column] * target;
        sum += positive * (Math.max(-logit, 0) + tails[at]);
        sum += (1 - target) * (Math.max(logit, 0) + tails[at]);
        if (delta != null) {
          delta[at] = (float) (weight * slope(logit, decays[at], positive, 1 - target) / width);
        }
      }
      totals.add(weight * (sum / width), weight);
    }
  }

  private void prepare(float[] logits, int length) {
    if (decays.length < length) {
      decays = new float[length];
      tails = new float[length];
    }
    for (int i = 0; i < length; i++) {
      decays[i] = -Math.abs(logits[i]);
    }
    Kernels.exp(decays, 0, decays, 0, length);
    Kernels.log1p(decays, 0, tails, 0, length);
  }

  /** negative · σ(p) − positive · σ(−p). */
  private static double slope(double logit, double decay, double positive, double negative) {
    double large = 1 / (1 + decay);
    double small = decay / (1 + decay);
    return logit >= 0 ? negative * large - positive * small : negative * small - positive * large;
  }
}
