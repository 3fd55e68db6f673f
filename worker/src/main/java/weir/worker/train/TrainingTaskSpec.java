package weir.worker.train;

import java.io.Serializable;
import java.util.Set;
import weir.worker.augment.Augmentation;
import weir.worker.augment.Augmenter;
import weir.worker.data.BatchPlan;
import weir.worker.nn.spec.NetworkSpec;

/**
 * What the driver ships to every worker of a training, the same to all.
 *
 * @param network layers and losses
 * @param batches which rows make up each batch
 * @param augmentation how images are changed
 * @param accumulate micro-batches a virtual worker cuts its rows of a step into
 * @param epochs passes over the training rows, at most
 * @param seed of everything random: dropout, augmentation
 * @param frozen names of the tensors that the servers do not move
 * @param averaged validation is of the average of the weights that servers keep
 * @param learningRate for advice only: rates are applied by the server
 */
public record TrainingTaskSpec(
    NetworkSpec network,
    BatchPlan batches,
    Augmentation augmentation,
    int accumulate,
    int epochs,
    long seed,
    Set<String> frozen,
    boolean averaged,
    double learningRate)
    implements Serializable {
  private static final long serialVersionUID = 1;

  public TrainingTaskSpec {
    frozen = Set.copyOf(frozen);
    if (accumulate < 1) {
      throw new IllegalArgumentException(
          "accumulate=" + accumulate + " (expected: > 0); set train.accumulate");
    }
    if (epochs < 1) {
      throw new IllegalArgumentException("epochs=" + epochs + " (expected: > 0); set train.epochs");
    }
  }

  /** The same on other batches. */
  public TrainingTaskSpec with(BatchPlan other) {
    return new TrainingTaskSpec(
        network, other, augmentation, accumulate, epochs, seed, frozen, averaged, learningRate);
  }

  /** Changes images of training rows; null: none are changed. */
  public Augmenter augmenter() {
    return augmentation.isNone() ? null : new Augmenter(augmentation, seed);
  }

  /** Steps of the whole training. */
  public long totalSteps() {
    return batches.epochs().firstStep(epochs);
  }
}
