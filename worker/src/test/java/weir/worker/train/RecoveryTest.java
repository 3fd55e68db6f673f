package weir.worker.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import weir.proto.client.ParameterClient;
import weir.proto.spec.TrainingSpec;
import weir.proto.transport.Endpoint.Transport;
import weir.reference.GoldenCase;
import weir.server.server.EmbeddedServers;

/** Workers that are killed at some step and started again, in another number, change no bit. */
class RecoveryTest {
  private static final int LEAVES = 4;
  private static final int SHARDS = 2;

  private final GoldenTraining golden =
      GoldenCase.ofKind("training", "training").stream()
          .flatMap(one -> GoldenTraining.of(one).stream())
          .filter(one -> one.batchSize() >= LEAVES && one.network().nodes().size() > 1)
          .findFirst()
          .orElse(null);

  static IntStream seeds() {
    return IntStream.range(0, 6);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void killedWorkersAreReplacedAndEveryGradientCountsOnce(int seed) throws Exception {
    Assumptions.assumeTrue(golden != null, "no built training of two layers");
    Random random = new Random(seed);
    TrainingSpec training = golden.training("recovery-" + seed, LEAVES, SHARDS);
    Transport transport = seed % 2 == 0 ? Transport.LOCAL : Transport.TCP;
    float[] recovered = new float[training.segments().length()];
    try (EmbeddedServers servers =
            EmbeddedServers.start(
                transport, transport == Transport.LOCAL ? training.jobId() : "127.0.0.1", 2, 1);
        ParameterClient driver = RealCluster.connect(training, servers.endpoints())) {
      driver.init(training, golden.initialWeights()).get();
      long start = 0;
      for (int incarnation = 0; incarnation < 3; incarnation++) {
        long lethal = start + random.nextInt(golden.steps() / 3);
        int workers = 1 + random.nextInt(LEAVES);
        killAt(lethal, start, new WorkerPlace(random.nextInt(workers), workers, incarnation))
            .run(training, servers);
        long completed = driver.completed().get().version();
        assertThat(completed).isBetween(start, lethal + 1);
        start = completed;
      }
      killAt(Long.MAX_VALUE, start, new WorkerPlace(0, 2, 3)).run(training, servers);
      driver.pull(golden.steps(), recovered).get();
    }
    RealCluster.Result undisturbed =
        new RealCluster(Transport.LOCAL, 1, LEAVES, LEAVES).train(golden);
    assertThat(recovered).isEqualTo(undisturbed.weights());
  }

  private interface Run {
    void run(TrainingSpec training, EmbeddedServers servers) throws Exception;
  }

  /** Trains until {@code victim} is lost in the middle of a step; then all others are killed. */
  private Run killAt(long lethal, long start, WorkerPlace victim) {
    return (training, servers) -> {
      CountDownLatch reached = new CountDownLatch(1);
      try (RealCluster.Workers workers = new RealCluster.Workers(victim.workers())) {
        for (int worker = 0; worker < victim.workers(); worker++) {
          WorkerPlace place = new WorkerPlace(worker, victim.workers(), victim.incarnation());
          StepListener listener =
              new StepListener() {
                @Override
                public void leafDone(long step, int leaf, double weight, double loss) {
                  if (step == lethal && place.equals(victim)) {
                    reached.countDown();
                    Thread.currentThread().interrupt(); // it gets no further than this step
                  }
                }
              };
          workers.start(
              () -> {
                try (ParameterClient client = RealCluster.connect(training, servers.endpoints())) {
                  return loop(place, client, listener).run(start);
                } finally {
                  reached.countDown(); // also when it fails before
                }
              });
        }
        if (lethal == Long.MAX_VALUE) {
          workers.join();
        } else {
          reached.await();
          workers.kill();
        }
      }
    };
  }

  private TrainingLoop loop(WorkerPlace place, ParameterClient client, StepListener listener) {
    return new FakeCluster.Job(golden.task(LEAVES), golden.layout(), golden.blocks(LEAVES), null)
        .loop(
            place,
            new TrainingLoop.Lines(client, new FakeCoordinator()),
            new TrainingLoop.Watch(System::nanoTime, listener));
  }
}
