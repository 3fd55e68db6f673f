package weir.server.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import weir.proto.client.ClientSpec;
import weir.proto.client.Contribution;
import weir.proto.client.ParameterClient;
import weir.proto.client.ParameterClients;
import weir.proto.client.ParameterException;
import weir.proto.client.ParameterException.Code;
import weir.proto.client.StepTotals;
import weir.proto.partition.Segments;
import weir.proto.partition.SumTree;
import weir.proto.partition.SumTree.Node;
import weir.proto.spec.ClipSpec;
import weir.proto.spec.EpochPlan;
import weir.proto.spec.TrainingSpec;
import weir.proto.transport.Endpoint.Transport;
import weir.server.shard.SimulatedGradients;
import weir.server.shard.Trainings;

/** Real servers, real clients, workers as threads. */
class EndToEndTest {
  private static final int STEPS = 4;
  private static final int VIRTUAL_WORKERS = 4;
  private static final Segments SEGMENTS = Trainings.segments(90_000, 5, 3_000);

  private static TrainingSpec training(int shards, ClipSpec clip) {
    return Trainings.training(
        SEGMENTS, Trainings.update(Trainings.ADAM, 0.01, clip), VIRTUAL_WORKERS, shards);
  }

  private static float[] initial() {
    float[] weights = new float[SEGMENTS.length()];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = (i % 1000) / 1000f;
    }
    return weights;
  }

  @ParameterizedTest
  @EnumSource(Transport.class)
  void anyClusterEndsInTheSameBits(Transport transport) throws Exception {
    for (ClipSpec clip : List.of(Trainings.NO_CLIP, new ClipSpec.GlobalNorm(0.1))) {
      List<String> hashes = new ArrayList<>();
      for (int shards = 1; shards <= 3; shards++) {
        for (int workers : new int[] {1, 2, 4}) {
          hashes.add(train(transport, training(shards, clip), workers));
        }
      }
      assertThat(hashes).as(transport + " " + clip.kind()).containsOnly(hashes.get(0));
    }
  }

  private static String train(Transport transport, TrainingSpec training, int workers)
      throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(workers);
    String host = transport == Transport.LOCAL ? "end-to-end" : "127.0.0.1";
    try (EmbeddedServers servers = EmbeddedServers.start(transport, host, training.shards(), 2);
        ParameterClient driver =
            ParameterClients.connect(ClientSpec.of(training, servers.endpoints()))) {
      driver.init(training, initial()).get();
      List<Callable<StepTotals>> tasks = new ArrayList<>();
      for (int worker = 0; worker < workers; worker++) {
        int number = worker;
        tasks.add(() -> work(training, servers, number, workers));
      }
      List<StepTotals> totals = new ArrayList<>();
      for (Future<StepTotals> future : threads.invokeAll(tasks)) {
        totals.add(future.get());
      }
      assertThat(totals).containsOnly(totals.get(0));
      assertThat(driver.completed().get())
          .isEqualTo(
              new ParameterClient.Completed(
                  STEPS, totals.get(0).epochWeight(), totals.get(0).epochLoss()));
      float[] weights = new float[SEGMENTS.length()];
      driver.pull(STEPS, weights).get();
      assertThat(servers.counters().repeated()).isZero();
      assertThat(servers.counters().applySeconds()).isPositive();
      driver.drop().get();
      return sha(weights);
    } finally {
      threads.shutdownNow();
    }
  }

  private static StepTotals work(
      TrainingSpec training, EmbeddedServers servers, int worker, int workers) throws Exception {
    SumTree tree = new SumTree(VIRTUAL_WORKERS);
    List<Node> nodes =
        tree.cover(tree.firstLeafOf(worker, workers), tree.firstLeafOf(worker + 1, workers));
    assertThat(nodes).hasSize(1);
    Node node = nodes.get(0);
    float[] weights = new float[SEGMENTS.length()];
    StepTotals totals = null;
    try (ParameterClient client =
        ParameterClients.connect(ClientSpec.of(training, servers.endpoints()))) {
      client.pull(0, weights).get();
      for (long step = 0; step < STEPS; step++) {
        Contribution contribution =
            new Contribution(
                node, step, 1, SimulatedGradients.weight(node), SimulatedGradients.loss(node));
        float[] gradient = SimulatedGradients.sum(node, step, weights);
        List<CompletableFuture<StepTotals>> pending = new ArrayList<>();
        for (int unit = SEGMENTS.units() - 1; unit >= 0; unit--) {
          pending.add(client.pushPull(contribution, unit, gradient, weights));
        }
        for (CompletableFuture<StepTotals> future : pending) {
          totals = future.get();
          assertThat(totals.step()).isEqualTo(step);
        }
      }
    }
    return totals;
  }

  private static String sha(float[] weights) throws Exception {
    ByteBuffer bytes = ByteBuffer.allocate(4 * weights.length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(weights);
    return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes.array()));
  }

  @Test
  void aMissingWorkerIsNamedWithinTheDeadline() throws Exception {
    TrainingSpec patient = training(1, Trainings.NO_CLIP);
    TrainingSpec training =
        new TrainingSpec(
            patient.jobId(),
            patient.segments(),
            patient.update(),
            patient.consistency(),
            VIRTUAL_WORKERS,
            VIRTUAL_WORKERS,
            1,
            EpochPlan.of(1),
            300);
    try (EmbeddedServers servers = EmbeddedServers.start(Transport.LOCAL, "deadline", 1, 1);
        ParameterClient client =
            ParameterClients.connect(
                new ClientSpec(
                    training.jobId(),
                    servers.endpoints(),
                    training.partition(),
                    List.of(),
                    Trainings.DEADLINE_MILLIS,
                    Trainings.DEADLINE_MILLIS,
                    ClientSpec.CREDIT_BYTES))) {
      client.init(training, initial()).get();
      Contribution half = new Contribution(new Node(1, 0), 0, 1, 1, 1);
      CompletableFuture<StepTotals> waiting =
          client.pushPull(half, 1, new float[SEGMENTS.length()], initial());
      assertThatThrownBy(waiting::get)
          .isInstanceOf(ExecutionException.class)
          .cause()
          .isInstanceOfSatisfying(
              ParameterException.class,
              failure -> assertThat(failure.code()).isEqualTo(Code.MISSING_CONTRIBUTIONS))
          .hasMessageContaining("virtual workers [2, 3]");
    }
  }

  @Test
  void aClosedServerFailsThoseThatWait() throws Exception {
    TrainingSpec training = training(1, Trainings.NO_CLIP);
    EmbeddedServers servers = EmbeddedServers.start(Transport.TCP, "127.0.0.1", 1, 1);
    try (ParameterClient client =
        ParameterClients.connect(ClientSpec.of(training, servers.endpoints()))) {
      client.init(training, initial()).get();
      CompletableFuture<Void> waiting = client.pull(5, initial());
      assertThat(client.completed().get().version()).isZero();
      servers.close();
      assertThatThrownBy(waiting::get)
          .cause()
          .isInstanceOfSatisfying(
              ParameterException.class,
              failure -> assertThat(failure.code()).isEqualTo(Code.CONNECTION));
    } finally {
      servers.close();
    }
  }
}
