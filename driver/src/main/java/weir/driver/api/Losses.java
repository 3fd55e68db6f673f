package weir.driver.api;

import java.util.Arrays;
import weir.worker.loss.LossSpec;

/** What a training makes small; formulas with {@link LossSpec}. For static import. */
public final class Losses {
  private Losses() {}

  /** Softmax and cross-entropy from logits, one output a class. */
  public static LossSpec crossEntropy() {
    return LossSpec.SoftmaxCrossEntropy.DEFAULT;
  }

  /** The same with {@code labelSmoothing}, 0 to 1, of each target spread over all classes. */
  public static LossSpec crossEntropy(double labelSmoothing) {
    return new LossSpec.SoftmaxCrossEntropy(
        LossSpec.SoftmaxCrossEntropy.DEFAULT.classWeights(), labelSmoothing);
  }

  /** Sigmoid and cross-entropy from logits, one output for two classes. */
  public static LossSpec binaryCrossEntropy() {
    return LossSpec.BinaryCrossEntropy.DEFAULT;
  }

  /** The same with rows of class 1 counting as much as said, a weight an output. */
  public static LossSpec binaryCrossEntropy(double... positiveWeights) {
    return new LossSpec.BinaryCrossEntropy(Arrays.stream(positiveWeights).boxed().toList());
  }

  /** Squared error. */
  public static LossSpec meanSquaredError() {
    return new LossSpec.MeanSquaredError();
  }

  /** Absolute error. */
  public static LossSpec meanAbsoluteError() {
    return new LossSpec.MeanAbsoluteError();
  }

  /** Squared near 0, straight beyond 1. */
  public static LossSpec huber() {
    return huber(LossSpec.Huber.DEFAULT_DELTA);
  }

  /** Squared near 0, straight beyond {@code delta}. */
  public static LossSpec huber(double delta) {
    return new LossSpec.Huber(delta);
  }

  /** Huber divided by its delta. */
  public static LossSpec smoothL1() {
    return smoothL1(LossSpec.SmoothL1.DEFAULT_BETA);
  }

  /** Huber divided by its delta, which is {@code beta}. */
  public static LossSpec smoothL1(double beta) {
    return new LossSpec.SmoothL1(beta);
  }
}
