package weir.worker.loss;

/**
 * A loss over rows. Instances keep scratch arrays: one thread only. The same bits for the same rows
 * in the same order.
 */
public interface Loss {

  /**
   * Adds every row's weighted loss and weight to {@code totals}, in row order.
   *
   * @param delta [rows, width]: overwritten with the gradient of the SUM of weighted losses with
   *     respect to the predictions; null when no gradient is wanted
   * @throws IllegalArgumentException when a target is no class of the output
   */
  void evaluate(LossRows rows, float[] delta, LossTotals totals);

  /**
   * The loss that {@code spec} describes, for rows of {@code width} predictions.
   *
   * @throws IllegalArgumentException when weights do not fit the width
   */
  static Loss of(LossSpec spec, int width) {
    return switch (spec.kind()) {
      case MEAN_SQUARED_ERROR -> new MeanSquaredError();
      case MEAN_ABSOLUTE_ERROR -> new MeanAbsoluteError();
      case HUBER -> new Huber(((LossSpec.Huber) spec).delta(), 1);
      case SMOOTH_L1 -> smoothL1(((LossSpec.SmoothL1) spec).beta());
      case BINARY_CROSS_ENTROPY ->
          new BinaryCrossEntropy((LossSpec.BinaryCrossEntropy) spec, width);
      case SOFTMAX_CROSS_ENTROPY ->
          new SoftmaxCrossEntropy((LossSpec.SoftmaxCrossEntropy) spec, width);
    };
  }

  /** smoothL1 is Huber's loss divided by its beta. */
  private static Loss smoothL1(double beta) {
    return new Huber(beta, 1 / beta);
  }
}
