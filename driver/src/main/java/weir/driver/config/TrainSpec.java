package weir.driver.config;

import java.io.Serializable;
import java.util.List;
import weir.proto.spec.ConsistencySpec;
import weir.worker.augment.AugmentSpec;

/**
 * How long and how to train.
 *
 * @param epochs passes over the training rows, at most; &gt;= 1
 * @param batchSize rows of the global batch of a step; &gt;= 1
 * @param maxBatchSize up to which the batch grows where the schedule would lower the rate, see
 *     {@link BatchGrowth}; 0: it does not
 * @param virtualWorkers V, a power of two; 0: the next one &gt;= {@code cluster.workers}
 * @param seed of initial weights, order of rows, dropout, augmentation
 * @param accumulate micro-batches a virtual worker cuts its rows of a step into; &gt;= 1
 * @param earlyStopping null: none
 * @param decide when the positive one of two classes is told; null: when it is the more probable
 * @param augment how training images are changed, in order
 */
public record TrainSpec(
    int epochs,
    int batchSize,
    int maxBatchSize,
    int virtualWorkers,
    long seed,
    ConsistencySpec consistency,
    RowOrder order,
    int accumulate,
    ClassWeights classWeights,
    EarlyStopping earlyStopping,
    StopSpec stop,
    DecideSpec decide,
    List<AugmentSpec> augment)
    implements Serializable {
  /** What holds for keys that are left out. */
  public static final TrainSpec DEFAULT =
      new TrainSpec(
          5,
          128,
          0,
          0,
          1,
          new ConsistencySpec.Sync(),
          RowOrder.SHUFFLED,
          1,
          ClassWeights.NONE,
          null,
          StopSpec.NEVER,
          null,
          List.of());

  public TrainSpec {
    augment = List.copyOf(augment);
    Check.atLeast("train.epochs", epochs, 1);
    Check.atLeast("train.batchSize", batchSize, 1);
    Check.require(
        maxBatchSize == 0 || maxBatchSize > batchSize,
        "train.maxBatchSize",
        maxBatchSize,
        "> train.batchSize=" + batchSize + ", or 0");
    Check.require(
        virtualWorkers == 0 || (virtualWorkers > 0 && Integer.bitCount(virtualWorkers) == 1),
        "train.virtualWorkers",
        virtualWorkers,
        "a power of two");
    Check.atLeast("train.accumulate", accumulate, 1);
  }
}
