package weir.proto.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import weir.proto.client.CoordinatorClient;
import weir.proto.client.CoordinatorClient.Decision;
import weir.proto.client.CoordinatorClient.EpochEnd;
import weir.proto.client.CoordinatorClient.FailureKind;
import weir.proto.client.CoordinatorClient.Hello;
import weir.proto.client.CoordinatorClients;
import weir.proto.client.CoordinatorClients.Deadlines;
import weir.proto.client.ParameterException;
import weir.proto.client.ParameterException.Code;
import weir.proto.client.Traffic;
import weir.proto.codec.FrameLimits;
import weir.proto.transport.ClientLoops;
import weir.proto.transport.Endpoint;
import weir.proto.transport.FrameClient;
import weir.proto.transport.FrameClientSpec;
import weir.proto.transport.FrameServer;

class CoordinatorWireTest {
  private static final Hello HELLO = new Hello(3, 2, "host/17", "OpenBLAS", "executor 1");
  private static final Deadlines LONG = new Deadlines(5000, 60_000, 60_000);

  private final Recording service = new Recording();
  private FrameServer server;

  @AfterEach
  void stop() {
    server.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"local", "tcp"})
  void recordsArriveAsTheyWereSent(String transport) throws Exception {
    try (CoordinatorClient client = connect(transport, LONG)) {
      service.start = CompletableFuture.completedFuture(812L);
      client.hello(HELLO);
      assertThat(service.calls.take()).isEqualTo(HELLO);
      client.loading(640);
      assertThat(service.calls.take()).isEqualTo(640L);
      assertThat(client.ready()).isEqualTo(812);

      client.progress(813, 0.25, 64);
      assertThat(service.calls.take()).isEqualTo(new CoordinatorService.Progress(813, 0.25, 64));

      byte[] large = new byte[300_000];
      large[7] = 7;
      EpochEnd end =
          new EpochEnd(
              4,
              128,
              32.5,
              Map.of(0, new byte[0], 5, large),
              new double[] {1, 2, 3},
              new Traffic(1, 2, 3, 4, 5));
      service.decision = CompletableFuture.completedFuture(new Decision(false, "target reached"));
      assertThat(client.epochEnd(end)).isEqualTo(new Decision(false, "target reached"));
      EpochEnd arrived = (EpochEnd) service.calls.take();
      assertThat(arrived.epoch()).isEqualTo(4);
      assertThat(arrived.epochWeight()).isEqualTo(128);
      assertThat(arrived.epochLoss()).isEqualTo(32.5);
      assertThat(arrived.validation()).containsOnlyKeys(0, 5);
      assertThat(arrived.validation().get(0)).isEmpty();
      assertThat(Arrays.equals(arrived.validation().get(5), large)).isTrue();
      assertThat(arrived.phaseSeconds()).containsExactly(1, 2, 3);
      assertThat(arrived.traffic()).isEqualTo(end.traffic());

      client.failed(9, "loss is NaN", FailureKind.DIVERGED);
      assertThat(service.calls.take())
          .isEqualTo(new CoordinatorService.Failed(9, "loss is NaN", FailureKind.DIVERGED));
    }
    assertThat(service.calls).isEmpty(); // a goodbye is not a lost connection
  }

  @ParameterizedTest
  @ValueSource(strings = {"local", "tcp"})
  void partialsOfAnyLengthArriveWhole(String transport) throws Exception {
    Map<Integer, byte[]> partials = new TreeMap<>();
    Random random = new Random(1);
    for (int length : new int[] {100, 0, 9 << 20, 13, (8 << 20) + 1, 4 << 20}) {
      byte[] bytes = new byte[length];
      random.nextBytes(bytes);
      partials.put(2 * partials.size(), bytes);
    }
    try (CoordinatorClient client = connect(transport, LONG)) {
      service.start = CompletableFuture.completedFuture(0L);
      client.hello(HELLO);
      service.calls.take();
      service.decision = CompletableFuture.completedFuture(new Decision(true, ""));
      for (int epoch = 0; epoch < 2; epoch++) {
        client.epochEnd(
            new EpochEnd(epoch, 1, 1, partials, new double[0], new Traffic(0, 0, 0, 0, 0)));
        EpochEnd arrived = (EpochEnd) service.calls.take();
        assertThat(arrived.epoch()).isEqualTo(epoch);
        assertThat(arrived.validation()).containsOnlyKeys(partials.keySet());
        partials.forEach(
            (leaf, bytes) ->
                assertThat(Arrays.equals(arrived.validation().get(leaf), bytes)).isTrue());
      }
    }
    assertThat(service.calls).isEmpty();
  }

  @Test
  void aRefusalArrivesWithItsCodeAndText() throws Exception {
    try (CoordinatorClient client = connect("local", LONG)) {
      service.start =
          CompletableFuture.failedFuture(
              new ParameterException(Code.INCOMPATIBLE, "workers differ in BLAS"));
      client.hello(HELLO);
      assertThatThrownBy(client::ready)
          .isInstanceOf(ParameterException.class)
          .hasMessageContaining("coordinator " + server.endpoint())
          .hasMessageContaining("workers differ in BLAS")
          .satisfies(
              failure ->
                  assertThat(((ParameterException) failure).code()).isEqualTo(Code.INCOMPATIBLE));
    }
  }

  @Test
  void anEpochEndWithoutDecisionFailsAtItsDeadline() throws Exception {
    try (CoordinatorClient client = connect("local", new Deadlines(5000, 60_000, 20))) {
      service.start = CompletableFuture.completedFuture(0L);
      client.hello(HELLO);
      service.decision = new CompletableFuture<>();
      EpochEnd end = new EpochEnd(0, 1, 1, Map.of(), new double[0], new Traffic(0, 0, 0, 0, 0));
      assertThatThrownBy(() -> client.epochEnd(end))
          .hasMessageContaining("decision after epoch 1: no answer for")
          .satisfies(
              failure ->
                  assertThat(((ParameterException) failure).code()).isEqualTo(Code.DEADLINE));
    }
  }

  @Test
  void tellsWhoseConnectionWasLost() throws Exception {
    service.start = CompletableFuture.completedFuture(0L);
    connect("tcp", LONG).close();
    try (ClientLoops loops = new ClientLoops(Endpoint.Transport.TCP, 1)) {
      FrameClientSpec spec =
          new FrameClientSpec(server.endpoint(), "coordinator", "", FrameLimits.CONTROL, 5000, 1);
      FrameClient lost = FrameClient.connect(spec, loops);
      lost.tell(ControlCodec.header(ControlCodec.hello(HELLO)).build());
      assertThat(service.calls.take()).isEqualTo(HELLO);
      lost.close();
      assertThat(service.calls.take()).isEqualTo(new CoordinatorService.Reporter(3, 2));
    }
  }

  private CoordinatorClient connect(String transport, Deadlines deadlines)
      throws InterruptedException {
    Endpoint bind =
        transport.equals("tcp")
            ? Endpoint.tcp("127.0.0.1", 0)
            : Endpoint.local("coordinator-" + UUID.randomUUID());
    server = FrameServer.start(bind, 1, FrameLimits.CONTROL, new CoordinatorHandler(service));
    return CoordinatorClients.connect(
        server.endpoint(), new CoordinatorService.Reporter(3, 2), deadlines);
  }

  /** Notes every call. */
  private static final class Recording implements CoordinatorService {
    final BlockingQueue<Object> calls = new LinkedBlockingQueue<>();
    volatile CompletableFuture<Long> start;
    volatile CompletableFuture<Decision> decision;

    @Override
    public void hello(Hello hello) {
      calls.add(hello);
    }

    @Override
    public void loading(Reporter reporter, long rows) {
      assertThat(reporter).isEqualTo(new Reporter(3, 2));
      calls.add(rows);
    }

    @Override
    public CompletableFuture<Long> ready(Reporter reporter) {
      assertThat(reporter).isEqualTo(new Reporter(3, 2));
      return start;
    }

    @Override
    public void progress(Reporter reporter, Progress progress) {
      assertThat(reporter).isEqualTo(new Reporter(3, 2));
      calls.add(progress);
    }

    @Override
    public CompletableFuture<Decision> epochEnd(Reporter reporter, EpochEnd end) {
      assertThat(reporter).isEqualTo(new Reporter(3, 2));
      calls.add(end);
      return decision;
    }

    @Override
    public void failed(Reporter reporter, Failed failure) {
      calls.add(failure);
    }

    @Override
    public void disconnected(Reporter reporter) {
      calls.add(reporter);
    }
  }
}
