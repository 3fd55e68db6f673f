package weir.worker.train;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import weir.proto.client.ParameterClient;
import weir.proto.partition.SumTree;
import weir.worker.data.PartitionStore;
import weir.worker.data.RowBlock;
import weir.worker.data.RowLayout;

/** Runs the workers of one training as threads over a {@link FakeServer}. */
final class FakeCluster {
  private FakeCluster() {}

  /**
   * What is trained, on what.
   *
   * @param blocks all rows
   * @param validation null: none
   */
  record Job(
      TrainingTaskSpec spec, RowLayout layout, List<RowBlock> blocks, List<RowBlock> validation) {

    Job withoutValidation() {
      return new Job(spec, layout, blocks, null);
    }

    PartitionStore store(List<RowBlock> all, WorkerPlace place) {
      SumTree tree = new SumTree(spec.batches().virtualWorkers());
      int from = place.firstLeaf(tree);
      int to = place.endLeaf(tree);
      return new PartitionStore(
          layout,
          from,
          to,
          all.stream().filter(b -> b.virtualWorker() >= from && b.virtualWorker() < to).toList());
    }

    TrainingLoop loop(WorkerPlace place, TrainingLoop.Lines lines, TrainingLoop.Watch watch) {
      TrainingLoop.Rows rows =
          new TrainingLoop.Rows(
              store(blocks, place), validation == null ? null : store(validation, place));
      return new TrainingLoop(spec, place, rows, lines, watch);
    }
  }

  /** Trains with so many workers; returns their coordinators' memories. */
  static List<FakeCoordinator> train(Job job, int workers, long startStep, FakeServer server) {
    return train(job, workers, startStep, server, worker -> TrainingLoop.Watch.REAL);
  }

  static List<FakeCoordinator> train(
      Job job,
      int workers,
      long startStep,
      FakeServer server,
      IntFunction<TrainingLoop.Watch> watches) {
    ExecutorService threads = Executors.newFixedThreadPool(workers);
    try {
      List<FakeCoordinator> coordinators = new ArrayList<>();
      List<Future<?>> ends = new ArrayList<>();
      for (int worker = 0; worker < workers; worker++) {
        FakeCoordinator coordinator = new FakeCoordinator();
        coordinators.add(coordinator);
        ParameterClient client = server.client();
        TrainingLoop loop =
            job.loop(
                new WorkerPlace(worker, workers, 0),
                new TrainingLoop.Lines(client, coordinator),
                watches.apply(worker));
        ends.add(threads.submit(() -> run(loop, startStep, server)));
      }
      for (Future<?> end : ends) {
        end.get();
      }
      return coordinators;
    } catch (Exception e) {
      throw new AssertionError(e);
    } finally {
      threads.shutdownNow();
    }
  }

  private static Void run(TrainingLoop loop, long startStep, FakeServer server) throws Exception {
    try {
      loop.run(startStep);
      return null;
    } catch (RuntimeException e) {
      server.fail(e);
      throw e;
    }
  }
}
