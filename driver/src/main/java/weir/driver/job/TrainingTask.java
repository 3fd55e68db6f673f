package weir.driver.job;

import java.util.Iterator;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.spark.SparkEnv;
import org.apache.spark.TaskContext;
import weir.driver.TaskMemory;
import weir.proto.client.ClientSpec;
import weir.proto.client.CoordinatorClient;
import weir.proto.client.CoordinatorClient.Hello;
import weir.proto.client.CoordinatorClients;
import weir.proto.client.CoordinatorClients.Deadlines;
import weir.proto.client.ParameterClient;
import weir.proto.client.ParameterClients;
import weir.proto.control.CoordinatorService.Reporter;
import weir.proto.partition.SumTree;
import weir.tensor.Blas;
import weir.tensor.BlasInfo;
import weir.worker.data.PartitionStore;
import weir.worker.data.RowBlock;
import weir.worker.data.RowRanks;
import weir.worker.train.TrainingLoop;
import weir.worker.train.WorkerPlace;

/**
 * The Spark side of one worker: a barrier task that takes the rows of its partition, connects to
 * the servers and the coordinator, and trains until all epochs are over. Ends within a step when
 * Spark kills it, because it waits in interruptible places only.
 */
final class TrainingTask implements BarrierStage.Task<WorkerRows, Long> {
  private static final long serialVersionUID = 1;

  private final WorkerPlan plan;

  TrainingTask(WorkerPlan plan) {
    this.plan = plan;
  }

  /** Returns how many steps the training has had. */
  @Override
  public Long run(Iterator<WorkerRows> partition) throws Exception {
    TaskContext task = TaskContext.get();
    WorkerPlace place =
        new WorkerPlace(task.partitionId(), plan.attempt().workers(), plan.attempt().incarnation());
    BlasInfo blas = Blas.get().info();
    long deadline = plan.training().deadlineMillis();
    try (CoordinatorClient coordinator =
            CoordinatorClients.connect(
                plan.coordinator(),
                new Reporter(place.worker(), place.incarnation()),
                new Deadlines(deadline, deadline, 10 * deadline));
        ParameterClient parameters =
            ParameterClients.connect(ClientSpec.of(plan.training(), plan.shards()))) {
      return train(partition, place, new TrainingLoop.Lines(parameters, coordinator), blas);
    }
  }

  private Long train(
      Iterator<WorkerRows> partition, WorkerPlace place, TrainingLoop.Lines lines, BlasInfo blas)
      throws Exception {
    AtomicReference<TrainingLoop> loop = new AtomicReference<>();
    try {
      return TaskMemory.guard(
          () -> {
            TrainingLoop.Rows rows = rows(partition.next(), place);
            loop.set(new TrainingLoop(plan.task(), place, rows, lines, TrainingLoop.Watch.REAL));
            long start = lines.coordinator().hello(hello(place, blas));
            return loop.get().run(start).steps();
          });
    } catch (TaskMemory.ExhaustedException e) {
      long step = loop.get() == null ? plan.attempt().startStep() : loop.get().step();
      lines.coordinator().failed(step, e.getMessage(), false);
      throw e;
    }
  }

  private static Hello hello(WorkerPlace place, BlasInfo blas) {
    String executor = SparkEnv.get().executorId();
    String host = SparkEnv.get().blockManager().blockManagerId().host();
    return new Hello(
        place.worker(),
        place.incarnation(),
        host + " (process " + ProcessHandle.current().pid() + ")",
        blas.library() + " " + blas.version() + " " + blas.core(),
        executor);
  }

  private TrainingLoop.Rows rows(WorkerRows rows, WorkerPlace place) {
    PartitionStore training = store(rows.training(), plan.ranks(), place);
    return new TrainingLoop.Rows(
        training,
        plan.validation() == null ? null : store(rows.validation(), plan.validation(), place));
  }

  private PartitionStore store(List<RowBlock> blocks, RowRanks ranks, WorkerPlace place) {
    SumTree tree = new SumTree(ranks.virtualWorkers());
    PartitionStore store =
        new PartitionStore(plan.layout(), place.firstLeaf(tree), place.endLeaf(tree), blocks);
    store.verify(ranks);
    return store;
  }
}
