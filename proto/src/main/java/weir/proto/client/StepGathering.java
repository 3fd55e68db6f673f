package weir.proto.client;

import weir.proto.message.Totals;

/** The answers of one unit in one step: weights in place, and what the root saw. */
final class StepGathering extends Gathering<StepTotals> {
  private final float[] weights;
  private volatile Totals totals;
  private volatile double gradientNorm = Double.NaN;

  StepGathering(int chunks, float[] weights) {
    super(chunks);
    this.weights = weights;
  }

  /** Where arriving weights go. */
  float[] weights() {
    return weights;
  }

  /** All chunks carry the same totals. */
  void totals(Totals seen) {
    totals = seen;
  }

  void gradientNorm(double norm) {
    gradientNorm = norm;
  }

  @Override
  StepTotals result() {
    return new StepTotals(
        totals.getStep(),
        totals.getWeight(),
        totals.getLoss(),
        totals.getEpochWeight(),
        totals.getEpochLoss(),
        gradientNorm);
  }
}
