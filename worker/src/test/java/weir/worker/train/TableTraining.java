package weir.worker.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import weir.proto.client.ParameterClient;
import weir.proto.client.Traffic;
import weir.proto.spec.ClipSpec;
import weir.proto.spec.ConsistencySpec;
import weir.proto.spec.EpochPlan;
import weir.proto.spec.GroupUpdate;
import weir.proto.spec.OptimizerSpec;
import weir.proto.spec.PenaltySpec;
import weir.proto.spec.ScheduleSpec;
import weir.proto.spec.TrainingSpec;
import weir.proto.spec.UpdateSpec;
import weir.proto.transport.Endpoint.Transport;
import weir.server.server.EmbeddedServers;
import weir.tensor.RandomStream;
import weir.tensor.Shape;
import weir.worker.augment.Augmentation;
import weir.worker.data.GivenOrderBatchPlan;
import weir.worker.data.RowBlock;
import weir.worker.data.RowLayout;
import weir.worker.data.RowRanks;
import weir.worker.loss.LossSpec;
import weir.worker.nn.GroupSpec;
import weir.worker.nn.Network;
import weir.worker.nn.spec.DenseSpec;
import weir.worker.nn.spec.EmbeddingSpec;
import weir.worker.nn.spec.FlattenSpec;
import weir.worker.nn.spec.NetworkSpec;

/**
 * Trains a table of made-up ids and a dense layer behind it, through real servers.
 *
 * @param update where it has a second group, that is the table's
 * @param rows for five batches, the last of which may be short; there are two epochs
 */
record TableTraining(
    EmbeddingSpec table, UpdateSpec update, int virtualWorkers, int rows, int batchSize) {
  static final int IDS = 3;
  static final int STEPS = 10;

  /** All parameters alike. */
  static UpdateSpec update(OptimizerSpec optimizer, PenaltySpec penalty) {
    return new UpdateSpec(
        optimizer,
        new ScheduleSpec.Constant(),
        new ClipSpec.None(),
        List.of(new GroupUpdate(0.1, false, penalty)));
  }

  /** How it is spread. */
  record Cluster(int workers, int shards, Transport transport) {}

  /** What came of it: the last version, and what each worker moved. */
  record Result(float[] weights, List<Traffic> traffic, List<FakeCoordinator> coordinators) {}

  private RowRanks ranks() {
    return new RowRanks(rows, virtualWorkers);
  }

  NetworkSpec network() {
    return NetworkSpec.sequential(
        new Shape(IDS),
        List.of(table, new FlattenSpec(), new DenseSpec(2)),
        LossSpec.SoftmaxCrossEntropy.DEFAULT);
  }

  private List<GroupSpec> groups() {
    return update.groups().size() == 1 ? List.of() : List.of(new GroupSpec("0.*"));
  }

  private Set<String> frozen() {
    return update.groups().size() > 1 && update.groups().get(1).frozen()
        ? Set.of("0.weight")
        : Set.of();
  }

  FakeCluster.Job job() {
    TrainingTaskSpec task =
        new TrainingTaskSpec(
            network(),
            new GivenOrderBatchPlan(ranks(), batchSize),
            Augmentation.NONE,
            2,
            2,
            5,
            frozen(),
            update.average().kept(),
            0.1);
    List<RowBlock> blocks = new ArrayList<>();
    for (int leaf = 0; leaf < virtualWorkers; leaf++) {
      blocks.add(block(leaf));
    }
    return new FakeCluster.Job(task, new RowLayout(IDS, 1, false), blocks, blocks);
  }

  /** Half of the ids are among the first few, so that virtual workers share rows. */
  private RowBlock block(int leaf) {
    int rows = ranks().rowsOf(leaf);
    float[] ids = new float[rows * IDS];
    float[] targets = new float[rows];
    for (int row = 0; row < rows; row++) {
      RandomStream random = new RandomStream(3, 0, 0, (long) row * virtualWorkers + leaf);
      for (int i = 0; i < IDS; i++) {
        int most = random.uniform(i) < 0.5 ? Math.min(5, table.vocabulary()) : table.vocabulary();
        ids[row * IDS + i] = random.below(IDS + i, most);
      }
      targets[row] = random.below(2 * IDS, 2);
    }
    return new RowBlock(leaf, 0, rows, IDS, ids, null, null, targets, 1, null);
  }

  TrainingSpec training(String jobId, int shards) {
    return new TrainingSpec(
        jobId,
        new Network(network()).segments(groups()),
        update,
        new ConsistencySpec.Sync(),
        virtualWorkers,
        virtualWorkers,
        shards,
        EpochPlan.of(STEPS / 2),
        20_000);
  }

  float[] initialWeights() {
    Network network = new Network(network());
    float[] weights = new float[network.vectorLength()];
    network.initialize(4, weights);
    return weights;
  }

  Result train(Cluster cluster) throws Exception {
    return train(cluster, job());
  }

  Result train(Cluster cluster, FakeCluster.Job job) throws Exception {
    TrainingSpec training = training("table-" + cluster, cluster.shards());
    String host = cluster.transport() == Transport.LOCAL ? training.jobId() : "127.0.0.1";
    try (EmbeddedServers servers =
            EmbeddedServers.start(cluster.transport(), host, cluster.shards(), 2);
        ParameterClient driver = RealCluster.connect(training, servers.endpoints());
        RealCluster.Workers running = new RealCluster.Workers(cluster.workers())) {
      driver.init(training, initialWeights()).get();
      List<Traffic> traffic = new ArrayList<>();
      List<FakeCoordinator> coordinators = new ArrayList<>();
      for (int worker = 0; worker < cluster.workers(); worker++) {
        WorkerPlace place = new WorkerPlace(worker, cluster.workers(), 0);
        FakeCoordinator coordinator = new FakeCoordinator();
        coordinators.add(coordinator);
        running.start(
            () -> {
              try (ParameterClient client = RealCluster.connect(training, servers.endpoints())) {
                TrainingLoop.Lines lines = new TrainingLoop.Lines(client, coordinator);
                job.loop(place, lines, TrainingLoop.Watch.REAL).run(0);
                synchronized (traffic) {
                  traffic.add(client.traffic());
                }
                return null;
              }
            });
      }
      running.join();
      float[] weights = new float[training.segments().length()];
      driver.pull(STEPS, weights).get();
      return new Result(weights, traffic, coordinators);
    }
  }

  /** The last version when worker 0 is lost in each of these steps, and the others with it. */
  float[] trainWithLosses(Transport transport, List<Long> steps) throws Exception {
    TrainingSpec training = training("table-lost-" + transport, 2);
    String host = transport == Transport.LOCAL ? training.jobId() : "127.0.0.1";
    try (EmbeddedServers servers = EmbeddedServers.start(transport, host, 2, 2);
        ParameterClient driver = RealCluster.connect(training, servers.endpoints())) {
      driver.init(training, initialWeights()).get();
      long start = 0;
      for (int incarnation = 0; incarnation <= steps.size(); incarnation++) {
        long lethal = incarnation < steps.size() ? steps.get(incarnation) : Long.MAX_VALUE;
        attempt(new Attempt(training, servers, incarnation, start, lethal));
        start = driver.completed().get().version();
        assertThat(start).isBetween(0L, lethal);
      }
      float[] weights = new float[training.segments().length()];
      driver.pull(STEPS, weights).get();
      return weights;
    }
  }

  private record Attempt(
      TrainingSpec training, EmbeddedServers servers, int incarnation, long start, long lethal) {}

  private void attempt(Attempt attempt) throws Exception {
    int workers = 1 + (attempt.incarnation() + 1) % virtualWorkers;
    CountDownLatch reached = new CountDownLatch(1);
    StepListener victim =
        new StepListener() {
          @Override
          public void leafDone(long step, int leaf, double weight, double loss) {
            if (step == attempt.lethal()) {
              reached.countDown();
              Thread.currentThread().interrupt(); // it gets no further than this step
            }
          }
        };
    try (RealCluster.Workers running = new RealCluster.Workers(workers)) {
      for (int worker = 0; worker < workers; worker++) {
        WorkerPlace place = new WorkerPlace(worker, workers, attempt.incarnation());
        StepListener listener = worker == 0 ? victim : StepListener.NONE;
        running.start(
            () -> {
              try (ParameterClient client =
                  RealCluster.connect(attempt.training(), attempt.servers().endpoints())) {
                TrainingLoop.Lines lines = new TrainingLoop.Lines(client, new FakeCoordinator());
                TrainingLoop.Watch watch = new TrainingLoop.Watch(System::nanoTime, listener);
                return job().withoutValidation().loop(place, lines, watch).run(attempt.start());
              } finally {
                reached.countDown(); // also when it fails before
              }
            });
      }
      if (attempt.lethal() == Long.MAX_VALUE) {
        running.join();
      } else {
        reached.await();
        running.kill();
      }
    }
  }
}
