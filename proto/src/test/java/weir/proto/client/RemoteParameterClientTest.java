package weir.proto.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import weir.proto.client.ParameterException.Code;
import weir.proto.codec.FrameLimits;
import weir.proto.partition.Segment;
import weir.proto.partition.Segments;
import weir.proto.partition.SumTree;
import weir.proto.spec.ClipSpec;
import weir.proto.spec.ConsistencySpec;
import weir.proto.spec.EpochPlan;
import weir.proto.spec.GroupUpdate;
import weir.proto.spec.OptimizerSpec;
import weir.proto.spec.ScheduleSpec;
import weir.proto.spec.TrainingSpec;
import weir.proto.spec.UpdateSpec;
import weir.proto.transport.Endpoint;
import weir.proto.transport.FrameServer;

class RemoteParameterClientTest {
  /** Two units: the first of three chunks, the second of one. */
  private static final Segments SEGMENTS =
      new Segments(
          List.of(
              new Segment("0.weight", 0, 150_000, 100, 2, 0, 0, Segment.Rule.OPTIMIZE),
              new Segment("0.bias", 150_000, 100, 100, 1, 0, 0, Segment.Rule.OPTIMIZE),
              new Segment("1.weight", 150_100, 5_000, 100, 2, 1, 0, Segment.Rule.OPTIMIZE)));

  private static final int LENGTH = SEGMENTS.length();
  private static final Contribution ALL = new Contribution(new SumTree.Node(0, 0), 0, 0, 4, 10);

  private final OneWorkerShards shards = new OneWorkerShards();
  private final List<FrameServer> servers = new ArrayList<>();

  @AfterEach
  void stop() {
    servers.forEach(FrameServer::close);
  }

  @ParameterizedTest
  @CsvSource({"LOCAL, 1", "LOCAL, 3", "TCP, 1", "TCP, 2"})
  void weightsGoRoundWhole(Endpoint.Transport transport, int shardCount) throws Exception {
    try (ParameterClient client = connect(training(shardCount, false, 5000), transport)) {
      float[] weights = ramp(1);
      client.init(training(shardCount, false, 5000), weights).get();
      assertThat(shards.training).isEqualTo(training(shardCount, false, 5000));
      assertThat(client.completed().get().version()).isZero();

      float[] pulled = new float[LENGTH];
      client.pull(0, pulled).get();
      assertThat(pulled).isEqualTo(weights);

      float[] gradient = ramp(0.25f);
      CompletableFuture<StepTotals> last = client.pushPull(ALL, 1, gradient, pulled);
      CompletableFuture<StepTotals> first = client.pushPull(ALL, 0, gradient, pulled);
      assertThat(last.get()).isEqualTo(new StepTotals(0, 4, 10, 100, 200, Double.NaN));
      assertThat(first.get()).isEqualTo(last.get());
      assertThat(pulled).isEqualTo(ramp(0.75f));
      assertThat(client.completed().get().version()).isEqualTo(1);

      assertThat(client.traffic().applied()).isEqualTo(1);
      assertThat(client.traffic().bytesSent()).isGreaterThan(2L * LENGTH * Float.BYTES);
      assertThat(client.traffic().bytesReceived()).isGreaterThan(2L * LENGTH * Float.BYTES);
      assertThat(client.phaseNanos(Phase.PUSH)).isPositive();
      assertThat(client.phaseNanos(Phase.PULL)).isPositive();
      assertThat(client.phaseNanos(Phase.APPLY)).isPositive();
      assertThat(client.phaseNanos(Phase.FORWARD)).isZero();
      client.drop().get();
    }
  }

  @ParameterizedTest
  @CsvSource({"1", "2"})
  void aTwoPhaseStepDividesByTheGlobalNorm(int shardCount) throws Exception {
    TrainingSpec training = training(shardCount, true, 5000);
    try (ParameterClient client = connect(training, Endpoint.Transport.LOCAL)) {
      float[] weights = new float[LENGTH];
      client.init(training, weights).get();
      float[] gradient = new float[LENGTH];
      gradient[0] = 24;
      gradient[LENGTH - 1] = 32;
      CompletableFuture<StepTotals> last = client.pushPull(ALL, 1, gradient, weights);
      CompletableFuture<StepTotals> first = client.pushPull(ALL, 0, gradient, weights);
      assertThat(first.get().gradientNorm()).isEqualTo(40 / 4.0);
      assertThat(last.get().gradientNorm()).isEqualTo(40 / 4.0);
      assertThat(weights[0]).isCloseTo(-2.4f, within(1e-6f));
      assertThat(weights[LENGTH - 1]).isCloseTo(-3.2f, within(1e-6f));
      assertThat(client.completed().get().version()).isEqualTo(1);
    }
  }

  @Test
  void oneUnansweredChunkFailsEveryUnitOfATwoPhaseStep() throws Exception {
    TrainingSpec training = training(2, true, 20);
    try (ParameterClient client = connect(training, Endpoint.Transport.LOCAL)) {
      float[] weights = new float[LENGTH];
      client.init(training, weights).get();
      shards.mute.add(0);
      CompletableFuture<StepTotals> last = client.pushPull(ALL, 1, weights, weights);
      CompletableFuture<StepTotals> first = client.pushPull(ALL, 0, weights, weights);
      assertFails(first::get, Code.DEADLINE, "PUSH_PULL of chunk 0 (shard 0, unit 0, step 0)");
      assertFails(last::get, Code.DEADLINE, "PUSH_PULL of chunk 0");
    }
  }

  @Test
  void aMissingAnswerFailsItsUnitAloneInOnePhase() throws Exception {
    TrainingSpec training = training(1, false, 20);
    try (ParameterClient client = connect(training, Endpoint.Transport.LOCAL)) {
      float[] weights = new float[LENGTH];
      client.init(training, weights).get();
      shards.mute.add(1);
      CompletableFuture<StepTotals> last = client.pushPull(ALL, 1, weights, weights);
      CompletableFuture<StepTotals> first = client.pushPull(ALL, 0, weights, weights);
      assertThat(last.get().step()).isZero();
      assertFails(first::get, Code.DEADLINE, "server " + servers.get(0).endpoint());
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"STALE_STEP", "STALE_INCARNATION"})
  void aRefusedPushIsCountedAsDropped(Code code) throws Exception {
    TrainingSpec training = training(1, false, 5000);
    try (ParameterClient client = connect(training, Endpoint.Transport.LOCAL)) {
      float[] weights = new float[LENGTH];
      client.init(training, weights).get();
      shards.refuse.put(0, code);
      assertFails(client.push(ALL, 0, weights)::get, code, "the step is gone");
      client.push(ALL, 1, weights).get();
      assertThat(client.traffic().dropped()).isEqualTo(1);
      assertThat(client.traffic().applied()).isZero();
    }
  }

  @Test
  void aLostServerFailsWhatWaitsForIt() throws Exception {
    TrainingSpec training = training(1, false, 60_000);
    try (ParameterClient client = connect(training, Endpoint.Transport.TCP)) {
      float[] weights = new float[LENGTH];
      client.init(training, weights).get();
      shards.mute.add(2);
      CompletableFuture<StepTotals> waiting = client.pushPull(ALL, 0, weights, weights);
      servers.get(0).close();
      assertFails(waiting::get, Code.CONNECTION, "closed the connection");
      assertFails(client.pull(1, weights)::get, Code.CONNECTION, "closed the connection");
    }
  }

  @Test
  void closingFailsWhatWaits() throws Exception {
    TrainingSpec training = training(1, true, 60_000);
    ParameterClient client = connect(training, Endpoint.Transport.LOCAL);
    float[] weights = new float[LENGTH];
    client.init(training, weights).get();
    CompletableFuture<StepTotals> half = client.pushPull(ALL, 0, weights, weights);
    client.close();
    assertFails(half::get, Code.CONNECTION, "closed");
  }

  @Test
  void anInterruptedSenderFailsItsFuture() throws Exception {
    TrainingSpec training = training(1, false, 60_000);
    ClientSpec spec = spec(training, Endpoint.Transport.LOCAL, 1);
    try (ParameterClient client = ParameterClients.connect(spec)) {
      float[] weights = new float[LENGTH];
      client.init(training, weights).get();
      shards.mute.add(0);
      client.pushPull(ALL, 1, weights, weights).get();
      Thread.currentThread().interrupt();
      CompletableFuture<StepTotals> pushed = client.pushPull(ALL, 0, weights, weights);
      assertThat(Thread.interrupted()).isTrue();
      assertFails(pushed::get, Code.INTERRUPTED, "interrupted");
    }
  }

  @Test
  void refusesArraysThatAreTooShort() throws Exception {
    try (ParameterClient client = connect(training(1, false, 5000), Endpoint.Transport.LOCAL)) {
      assertThatThrownBy(() -> client.pull(0, new float[5]))
          .hasMessage("weights.length=5 (expected: " + LENGTH + ", the flat vector)");
    }
  }

  private ParameterClient connect(TrainingSpec training, Endpoint.Transport transport)
      throws InterruptedException {
    return ParameterClients.connect(spec(training, transport, ClientSpec.CREDIT_BYTES));
  }

  private ClientSpec spec(TrainingSpec training, Endpoint.Transport transport, long credit) {
    Endpoint bind =
        transport == Endpoint.Transport.TCP
            ? Endpoint.tcp("127.0.0.1", 0)
            : Endpoint.local("client-test-" + UUID.randomUUID());
    servers.add(FrameServer.start(bind, 2, FrameLimits.DATA, shards));
    List<Endpoint> endpoints = Collections.nCopies(training.shards(), servers.get(0).endpoint());
    ClientSpec plain = ClientSpec.of(training, endpoints);
    return new ClientSpec(
        plain.jobId(),
        endpoints,
        plain.partition(),
        plain.phases(),
        5000,
        plain.deadlineMillis(),
        credit);
  }

  private static TrainingSpec training(int shardCount, boolean twoPhase, long deadlineMillis) {
    UpdateSpec update =
        new UpdateSpec(
            new OptimizerSpec.Sgd(0, 0, false),
            new ScheduleSpec.Constant(),
            twoPhase ? new ClipSpec.GlobalNorm(1) : new ClipSpec.None(),
            List.of(GroupUpdate.of(1)));
    return new TrainingSpec(
        "job",
        SEGMENTS,
        update,
        new ConsistencySpec.Sync(),
        1,
        1,
        shardCount,
        EpochPlan.of(10),
        deadlineMillis);
  }

  private static float[] ramp(float slope) {
    float[] values = new float[LENGTH];
    for (int i = 0; i < LENGTH; i++) {
      values[i] = slope * (i % 4096);
    }
    return values;
  }

  private static void assertFails(ThrowingCallable get, Code code, String text) {
    assertThatThrownBy(get)
        .isInstanceOf(ExecutionException.class)
        .cause()
        .hasMessageContaining(text)
        .satisfies(failure -> assertThat(((ParameterException) failure).code()).isEqualTo(code));
  }
}
