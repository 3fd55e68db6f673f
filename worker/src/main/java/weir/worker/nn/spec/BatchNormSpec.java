package weir.worker.nn.spec;

/**
 * Batch normalisation (Ioffe and Szegedy, 2015) of each feature, the last axis: {@code y = (x −
 * mean) / sqrt(variance + epsilon) · weight + bias}. Training takes mean and biased variance of the
 * micro-batch of one virtual worker, over all places of all its rows; evaluation takes the running
 * ones, {@code running = (1 − momentum) · running + momentum · new} with the unbiased variance,
 * averaged over virtual workers once a step.
 *
 * @param momentum share of what is new, 0 &lt; momentum &lt;= 1
 * @param epsilon &gt; 0
 */
public record BatchNormSpec(double momentum, double epsilon) implements LayerSpec {
  private static final long serialVersionUID = 1;

  /** PyTorch's. */
  public static final BatchNormSpec DEFAULT = new BatchNormSpec(0.1, 1e-5);

  public BatchNormSpec {
    if (!(momentum > 0 && momentum <= 1)) {
      throw new IllegalArgumentException(
          "batchNorm momentum=" + momentum + " (expected: > 0 and <= 1); set batchNorm.momentum");
    }
    if (!(epsilon > 0 && epsilon < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "batchNorm epsilon=" + epsilon + " (expected: > 0); set batchNorm.epsilon");
    }
  }

  @Override
  public Kind kind() {
    return Kind.BATCH_NORM;
  }
}
