package weir.driver.job;

import java.util.PrimitiveIterator;
import weir.driver.UserInputException;
import weir.driver.config.JobSpec;
import weir.driver.data.PreparedData.RowCounts;
import weir.worker.data.BatchPlan;
import weir.worker.data.BatchTooLargeException;
import weir.worker.data.Batcher;
import weir.worker.nn.Network;
import weir.worker.train.TrainingTaskSpec;

/** Refuses batches that a network cannot train on, before it trains on any. */
final class BatchChecks {
  private final JobSpec job;
  private final Network network;
  private final TrainingTaskSpec task;
  private final RowCounts rows;

  private BatchChecks(JobSpec job, Network network, TrainingTaskSpec task, RowCounts rows) {
    this.job = job;
    this.network = network;
    this.task = task;
    this.rows = rows;
  }

  /**
   * Looks at every batch of the training.
   *
   * @throws UserInputException in one line
   */
  static void verify(JobSpec job, Network network, TrainingTaskSpec task, RowCounts rows) {
    BatchChecks checks = new BatchChecks(job, network, task, rows);
    checks.requireRoom();
    network.refusing(1).ifPresent(checks::requireTwoRows);
  }

  private int microBatch() {
    return Batcher.microBatchRows(task.batches(), task.accumulate());
  }

  private void requireRoom() {
    try {
      network.requireRoom(microBatch());
    } catch (BatchTooLargeException e) {
      throw new UserInputException(e.getMessage(), e);
    }
  }

  private void requireTwoRows(String layer) {
    BatchPlan plan = task.batches();
    PrimitiveIterator.OfLong epochs = plan.epochsThatDiffer(task.epochs()).iterator();
    while (epochs.hasNext()) {
      long epoch = epochs.nextLong();
      for (long step = 0; step < plan.epochs().steps(epoch); step++) {
        for (int leaf = 0; leaf < plan.virtualWorkers(); leaf++) {
          if (smallest(plan.rows(leaf, epoch, step)) == 1) {
            throw alone(layer, plan.epochs().firstStep(epoch) + step, leaf);
          }
        }
      }
    }
  }

  /** Rows of the smallest micro-batch that so many rows are cut into. */
  private int smallest(int count) {
    int rest = count % microBatch();
    return rest > 0 || count == 0 ? rest : microBatch();
  }

  private UserInputException alone(String layer, long step, int leaf) {
    return new UserInputException(
        "layer "
            + layer
            + ": batchNorm would get 1 row in step "
            + (step + 1)
            + ", of virtual worker "
            + leaf
            + " ("
            + rows.training()
            + " training rows, train.batchSize="
            + job.train().batchSize()
            + ", train.virtualWorkers="
            + job.virtualWorkers()
            + ", train.accumulate="
            + job.train().accumulate()
            + "; expected: at least 2 rows, to take a variance of); set one of these");
  }
}
