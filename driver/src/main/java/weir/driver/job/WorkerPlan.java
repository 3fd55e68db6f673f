package weir.driver.job;

import java.io.Serializable;
import java.util.List;
import weir.driver.supervise.Attempt;
import weir.proto.spec.TrainingSpec;
import weir.proto.transport.Endpoint;
import weir.worker.data.RowLayout;
import weir.worker.data.RowRanks;
import weir.worker.train.TrainingTaskSpec;

/**
 * All that a task needs to become a worker; the same for every task of an attempt.
 *
 * @param shards where each shard is reached
 * @param coordinator where the driver's coordinator is reached
 * @param validation ranks of the validation rows; null without any
 */
record WorkerPlan(
    TrainingTaskSpec task,
    TrainingSpec training,
    List<Endpoint> shards,
    Endpoint coordinator,
    RowLayout layout,
    RowRanks ranks,
    RowRanks validation,
    Attempt attempt)
    implements Serializable {
  private static final long serialVersionUID = 1;

  WorkerPlan {
    shards = List.copyOf(shards);
  }

  WorkerPlan with(Attempt next) {
    return new WorkerPlan(task, training, shards, coordinator, layout, ranks, validation, next);
  }
}
