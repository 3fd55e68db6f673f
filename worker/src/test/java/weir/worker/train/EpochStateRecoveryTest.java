package weir.worker.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import weir.proto.client.CoordinatorClient;
import weir.proto.client.ParameterClient;
import weir.proto.spec.AverageSpec;
import weir.proto.spec.ClipSpec;
import weir.proto.spec.ConsistencySpec;
import weir.proto.spec.EpochPlan;
import weir.proto.spec.GroupUpdate;
import weir.proto.spec.OptimizerSpec;
import weir.proto.spec.ScheduleSpec;
import weir.proto.spec.TrainingSpec;
import weir.proto.spec.UpdateSpec;
import weir.proto.transport.Endpoint.Transport;
import weir.server.server.EmbeddedServers;
import weir.tensor.RandomStream;
import weir.tensor.Shape;
import weir.worker.augment.Augmentation;
import weir.worker.data.BatchPlan;
import weir.worker.data.GivenOrderBatchPlan;
import weir.worker.data.RowBlock;
import weir.worker.data.RowLayout;
import weir.worker.data.RowRanks;
import weir.worker.data.StagedBatchPlan;
import weir.worker.loss.LossSpec;
import weir.worker.nn.Network;
import weir.worker.nn.spec.DenseSpec;
import weir.worker.nn.spec.DropoutSpec;
import weir.worker.nn.spec.NetworkSpec;

/**
 * What lasts longer than a step survives lost workers too: batches that grow from an epoch on, a
 * rate that was reduced at the end of an epoch, and the average of the weights.
 */
class EpochStateRecoveryTest {
  private static final int LEAVES = 4;
  private static final int ROWS = 58;
  private static final int FEATURES = 5;
  private static final int EPOCHS = 5;
  private static final RowRanks RANKS = new RowRanks(ROWS, LEAVES);

  /** 7 steps for two epochs, 4 for one, then 2. */
  private static final BatchPlan BATCHES =
      new StagedBatchPlan(
          List.of(
              new StagedBatchPlan.Stage(0, new GivenOrderBatchPlan(RANKS, 9)),
              new StagedBatchPlan.Stage(2, new GivenOrderBatchPlan(RANKS, 18)),
              new StagedBatchPlan.Stage(3, new GivenOrderBatchPlan(RANKS, 36))));

  private static final EpochPlan PLAN = BATCHES.epochs();
  private static final long STEPS = PLAN.firstStep(EPOCHS);
  private static final NetworkSpec NETWORK =
      NetworkSpec.sequential(
          new Shape(FEATURES),
          List.of(new DenseSpec(6), new DropoutSpec(0.2), new DenseSpec(3)),
          LossSpec.SoftmaxCrossEntropy.DEFAULT);

  /** The last version and its average. */
  private record Result(float[] weights, float[] average) {}

  /**
   * Where to lose a worker: the number of workers, and the step in which the first of them goes.
   */
  private record Loss(int workers, long step) {}

  /**
   * Reduces the rate after each epoch but the last, once, when all workers have come to its end.
   */
  private static final class Plateau {
    private final ParameterClient servers;
    private final double factor;
    private final Set<Integer> decided = new HashSet<>();
    private int arrivals;

    Plateau(ParameterClient servers, double factor) {
      this.servers = servers;
      this.factor = factor;
    }

    synchronized void begin() {
      arrivals = 0;
    }

    synchronized CoordinatorClient.Decision end(int epoch, int workers)
        throws InterruptedException {
      if (!decided.contains(epoch) && ++arrivals == workers) {
        arrivals = 0;
        decided.add(epoch);
        if (epoch + 1 < EPOCHS) {
          reduce(epoch + 1);
        }
        notifyAll();
      }
      while (!decided.contains(epoch)) {
        wait();
      }
      return new CoordinatorClient.Decision(true, "");
    }

    /** To the end, whoever is interrupted: the driver that does it outlives its workers. */
    private void reduce(int epoch) {
      servers.scaleRate(PLAN.firstStep(epoch), Math.pow(factor, epoch)).join();
    }
  }

  static IntStream seeds() {
    return IntStream.range(0, 6);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void survivesWorkersThatAreLostAnywhere(int seed) throws Exception {
    Random random = new Random(seed);
    List<Loss> losses = new ArrayList<>();
    long step = 0;
    while (losses.size() < 4) {
      step = Math.min(STEPS - 1, step + random.nextInt(7));
      losses.add(new Loss(1 + random.nextInt(LEAVES), step));
    }
    Transport transport = seed % 2 == 0 ? Transport.LOCAL : Transport.TCP;
    assertEqual(train("lost-" + seed, transport, losses, 0.5), undisturbed());
  }

  @Test
  void survivesWorkersThatAreLostOnEachSideOfTheEndOfAnEpoch() throws Exception {
    for (int epoch = 1; epoch < EPOCHS; epoch++) {
      long first = PLAN.firstStep(epoch);
      List<Loss> losses =
          List.of(new Loss(2, first - 1), new Loss(3, first - 1), new Loss(1, first));
      assertEqual(train("border-" + epoch, Transport.LOCAL, losses, 0.5), undisturbed());
    }
  }

  @Test
  void theRateAndTheAverageCount() throws Exception {
    Result expected = undisturbed();
    assertThat(expected.average()).isNotEqualTo(expected.weights());
    Result other = train("other", Transport.LOCAL, List.of(), 0.9);
    assertThat(other.weights()).isNotEqualTo(expected.weights());
  }

  private static Result undisturbed() throws Exception {
    return train("undisturbed", Transport.LOCAL, List.of(), 0.5);
  }

  private static void assertEqual(Result actual, Result expected) {
    assertThat(actual.weights()).isEqualTo(expected.weights());
    assertThat(actual.average()).isEqualTo(expected.average());
  }

  private static Result train(String job, Transport transport, List<Loss> losses, double factor)
      throws Exception {
    Network network = new Network(NETWORK);
    float[] initial = new float[network.vectorLength()];
    network.initialize(4, initial);
    TrainingSpec training = training(job, network);
    String host = transport == Transport.LOCAL ? job : "127.0.0.1";
    try (EmbeddedServers servers = EmbeddedServers.start(transport, host, 2, 1);
        ParameterClient driver = RealCluster.connect(training, servers.endpoints())) {
      driver.init(training, initial).get();
      Plateau plateau = new Plateau(driver, factor);
      long start = 0;
      for (int incarnation = 0; incarnation <= losses.size(); incarnation++) {
        Loss loss =
            incarnation < losses.size() ? losses.get(incarnation) : new Loss(2, Long.MAX_VALUE);
        new Attempt(training, servers, plateau, incarnation, loss).run(start);
        start = driver.completed().get().version();
      }
      Result result = new Result(new float[initial.length], new float[initial.length]);
      driver.pull(STEPS, result.weights()).get();
      driver.pullAverage(STEPS, result.average()).get();
      return result;
    }
  }

  private static TrainingSpec training(String job, Network network) {
    return new TrainingSpec(
        job,
        network.segments(),
        new UpdateSpec(
            OptimizerSpec.Adam.DEFAULT,
            new ScheduleSpec.Constant(),
            new ClipSpec.GlobalNorm(0.5),
            List.of(GroupUpdate.of(0.05)),
            new AverageSpec(AverageSpec.Kind.EMA, 0.9, 3)),
        new ConsistencySpec.Sync(),
        LEAVES,
        LEAVES,
        2,
        PLAN,
        20_000);
  }

  private static FakeCluster.Job job() {
    TrainingTaskSpec task =
        new TrainingTaskSpec(
            NETWORK, BATCHES, Augmentation.NONE, 1, EPOCHS, 5, Set.of(), true, 0.05);
    List<RowBlock> blocks = new ArrayList<>();
    for (int leaf = 0; leaf < LEAVES; leaf++) {
      blocks.add(block(leaf));
    }
    return new FakeCluster.Job(task, new RowLayout(FEATURES, 1, false), blocks, blocks);
  }

  private static RowBlock block(int leaf) {
    int rows = RANKS.rowsOf(leaf);
    RandomStream random = new RandomStream(3, 0, 0, leaf);
    float[] values = new float[rows * FEATURES];
    for (int i = 0; i < values.length; i++) {
      values[i] = random.uniform(i) - 0.5f;
    }
    float[] targets = new float[rows];
    for (int row = 0; row < rows; row++) {
      targets[row] = random.below(values.length + row, 3);
    }
    return new RowBlock(leaf, 0, rows, FEATURES, values, null, null, targets, 1, null);
  }

  /** All workers from one start to the loss of one of them, or to the end. */
  private record Attempt(
      TrainingSpec training, EmbeddedServers servers, Plateau plateau, int incarnation, Loss loss) {

    void run(long start) throws Exception {
      plateau.begin();
      CountDownLatch reached = new CountDownLatch(1);
      StepListener victim =
          new StepListener() {
            @Override
            public void leafDone(long step, int leaf, double weight, double sum) {
              if (step == loss.step()) {
                reached.countDown();
                Thread.currentThread().interrupt(); // it gets no further than this step
              }
            }
          };
      try (RealCluster.Workers running = new RealCluster.Workers(loss.workers())) {
        for (int worker = 0; worker < loss.workers(); worker++) {
          WorkerPlace place = new WorkerPlace(worker, loss.workers(), incarnation);
          StepListener listener = worker == 0 ? victim : StepListener.NONE;
          running.start(() -> work(place, listener, start, reached));
        }
        if (loss.step() == Long.MAX_VALUE) {
          running.join();
        } else {
          reached.await();
          running.kill();
        }
      }
    }

    private TrainingLoop.Outcome work(
        WorkerPlace place, StepListener listener, long start, CountDownLatch reached)
        throws Exception {
      try (ParameterClient client = RealCluster.connect(training, servers.endpoints())) {
        TrainingLoop.Lines lines = new TrainingLoop.Lines(client, coordinator());
        TrainingLoop.Watch watch = new TrainingLoop.Watch(System::nanoTime, listener);
        return job().loop(place, lines, watch).run(start);
      } finally {
        reached.countDown(); // also when it fails before
      }
    }

    private CoordinatorClient coordinator() {
      return new CoordinatorClient() {
        @Override
        public void hello(Hello hello) {
          throw new UnsupportedOperationException("the loop is told its first step");
        }

        @Override
        public void loading(long rows) {
          throw new UnsupportedOperationException("the loop is told its first step");
        }

        @Override
        public long ready() {
          throw new UnsupportedOperationException("the loop is told its first step");
        }

        @Override
        public void progress(long step, double meanLoss, long samples) {}

        @Override
        public Decision epochEnd(EpochEnd end) throws InterruptedException {
          return plateau.end(end.epoch(), loss.workers());
        }

        @Override
        public void failed(long step, String text, FailureKind kind) {
          throw new AssertionError("step " + step + ": " + text);
        }

        @Override
        public void close() {}
      };
    }
  }
}
