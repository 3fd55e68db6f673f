package weir.worker.train;

import java.io.Serializable;
import weir.worker.data.BatchPlan;
import weir.worker.nn.spec.NetworkSpec;

/**
 * What the driver ships to every worker of a training, the same to all.
 *
 * @param network layers and losses
 * @param batches which rows make up each batch
 * @param accumulate micro-batches a virtual worker cuts its rows of a step into
 * @param epochs passes over the training rows, at most
 * @param seed of everything random: dropout, augmentation
 * @param learningRate for advice only: rates are applied by the server
 */
public record TrainingTaskSpec(
    NetworkSpec network,
    BatchPlan batches,
    int accumulate,
    int epochs,
    long seed,
    double learningRate)
    implements Serializable {
  private static final long serialVersionUID = 1;

  public TrainingTaskSpec {
    if (accumulate < 1) {
      throw new IllegalArgumentException(
          "accumulate=" + accumulate + " (expected: > 0); set train.accumulate");
    }
    if (epochs < 1) {
      throw new IllegalArgumentException("epochs=" + epochs + " (expected: > 0); set train.epochs");
    }
    if (batches.stepsPerEpoch() < 1) {
      throw new IllegalArgumentException("no training rows (expected: at least one)");
    }
  }

  /** Steps of the whole training. */
  public long totalSteps() {
    return epochs * batches.stepsPerEpoch();
  }
}
