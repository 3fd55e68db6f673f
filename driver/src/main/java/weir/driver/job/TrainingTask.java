package weir.driver.job;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.TimeUnit;
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

  /**
   * The driver watches those who wait for others. Where it is gone its connection breaks, or Spark
   * ends the executor: no clock here has to.
   */
  private static final long FOREVER_MILLIS = TimeUnit.DAYS.toMillis(365);

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
                new Deadlines(deadline, deadline, FOREVER_MILLIS));
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
            lines.coordinator().hello(hello(place, blas));
            TrainingLoop.Rows rows = rows(partition.next(), place, lines.coordinator());
            loop.set(new TrainingLoop(plan.task(), place, rows, lines, TrainingLoop.Watch.REAL));
            return loop.get().run(lines.coordinator().ready()).steps();
          });
    } catch (RuntimeException failure) {
      WorkerFault fault = WorkerFault.of(failure, TaskContext.get().isInterrupted()).orElse(null);
      if (fault != null) {
        long step = loop.get() == null ? plan.attempt().startStep() : loop.get().step();
        // What the loop has reported itself counts: the first report does.
        lines.coordinator().failed(step, fault.text(), fault.kind());
      }
      throw failure;
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

  private TrainingLoop.Rows rows(
      WorkerRows rows, WorkerPlace place, CoordinatorClient coordinator) {
    Loading loading = new Loading(coordinator);
    List<RowBlock> training = loading.all(rows.training());
    List<RowBlock> validation = loading.all(rows.validation());
    return new TrainingLoop.Rows(
        store(training, plan.ranks(), place),
        plan.validation() == null ? null : store(validation, plan.validation(), place));
  }

  private PartitionStore store(List<RowBlock> blocks, RowRanks ranks, WorkerPlace place) {
    SumTree tree = new SumTree(ranks.virtualWorkers());
    PartitionStore store =
        new PartitionStore(plan.layout(), place.firstLeaf(tree), place.endLeaf(tree), blocks);
    store.verify(ranks);
    return store;
  }

  /** Takes blocks and says now and then how far it is. */
  private static final class Loading {
    private static final long PAUSE_NANOS = 200_000_000;

    private final CoordinatorClient coordinator;
    private long rows;
    private long toldAt = System.nanoTime();

    Loading(CoordinatorClient coordinator) {
      this.coordinator = coordinator;
    }

    List<RowBlock> all(Iterator<RowBlock> blocks) {
      List<RowBlock> list = new ArrayList<>();
      while (blocks.hasNext()) {
        RowBlock block = blocks.next();
        list.add(block);
        rows += block.rows();
        if (System.nanoTime() - toldAt >= PAUSE_NANOS) {
          coordinator.loading(rows);
          toldAt = System.nanoTime();
        }
      }
      return list;
    }
  }
}
