package weir.server.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import weir.proto.client.ClientSpec;
import weir.proto.client.Contribution;
import weir.proto.client.ParameterClient;
import weir.proto.client.ParameterClients;
import weir.proto.client.ParameterException;
import weir.proto.partition.Segment;
import weir.proto.partition.Segments;
import weir.proto.partition.SumTree.Node;
import weir.proto.partition.TableRows;
import weir.proto.spec.TrainingSpec;
import weir.proto.transport.Endpoint;
import weir.server.shard.Trainings;

/** The server as a process of its own. */
class ServerMainTest {
  private static final int TERMINATED = 143;
  private static final int MEGABYTE = 1 << 20;
  private static final int STEPS = 3;

  @Test
  void theDefaultsAreAllAddressesPort7171AndOneLoopPerCore() {
    CommandSpec spec = new CommandLine(new ServerMain()).getCommandSpec();
    assertThat(spec.findOption("--host").defaultValue()).isEqualTo("0.0.0.0");
    assertThat(spec.findOption("--port").defaultValue()).isEqualTo("7171");
    assertThat(spec.findOption("--threads").defaultValue()).isEqualTo("0");
  }

  @Test
  void servesUntilItIsTerminated() throws Exception {
    try (ServerProcess server =
        ServerProcess.start(List.of("-Xmx64m"), "--host", "127.0.0.1", "--port", "0")) {
      Endpoint endpoint = server.endpoint();
      train(endpoint, Trainings.segments(1000), 1);
      server.terminate();
      assertThat(server.exitCode()).isEqualTo(TERMINATED);
      assertThat(server.rest()).doesNotContain("Exception");
    }
  }

  @Test
  void anAddressInUseIsOneLineAndExitCodeTwo() throws Exception {
    try (ShardServer first =
            ShardServer.start(Endpoint.tcp("127.0.0.1", 0), 1, HostLimits.shared(1));
        ServerProcess second =
            ServerProcess.start(
                List.of("-Xmx64m"),
                "--host",
                "127.0.0.1",
                "--port",
                Integer.toString(first.endpoint().port()))) {
      assertThat(second.exitCode()).isEqualTo(2);
      assertThat(second.rest()).contains("cannot listen on " + first.endpoint());
    }
  }

  /** (12 + 4 W) bytes a parameter and 64 MB: the JVM gets no more than that. */
  @Test
  void twoWorkersWithAdamFitTheMemoryBudget() throws Exception {
    int parameters = 4 * MEGABYTE;
    int workers = 2;
    int directMegabytes = 40;
    int heapMegabytes = (12 + 4 * workers) * parameters / MEGABYTE + 64 - directMegabytes;
    List<String> flags =
        List.of(
            "-XX:+UseParallelGC",
            "-Xmn8m",
            "-Xmx" + heapMegabytes + "m",
            "-Dio.netty.maxDirectMemory=" + directMegabytes * MEGABYTE);
    try (ServerProcess server =
        ServerProcess.start(flags, "--host", "127.0.0.1", "--port", "0", "--threads", "2")) {
      train(server.endpoint(), Trainings.segments(parameters / 2, parameters / 2), workers);
    }
  }

  /** The sums of eight workers that wait for each other's: more than with a single one. */
  @Test
  void whatTheHeapCannotHoldAtItsWorstIsRefused() throws Exception {
    Segments segments = Trainings.segments(2 * MEGABYTE, 2 * MEGABYTE);
    try (ServerProcess server =
        ServerProcess.start(List.of("-Xmx144m"), "--host", "127.0.0.1", "--port", "0")) {
      Endpoint endpoint = server.endpoint();
      assertThatThrownBy(() -> train(endpoint, segments, 8))
          .rootCause()
          .isInstanceOf(ParameterException.class)
          .hasMessageContainingAll("job test needs 1", "of its heap", "a larger -Xmx");
      train(endpoint, segments, 2);
      server.terminate();
      assertThat(server.rest()).doesNotContain("OutOfMemoryError");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"-XX:+UseG1GC", "-XX:+UseSerialGC", "-XX:+UseParallelGC"})
  void theLargestTrainingThatIsAcceptedFits(String collector) throws Exception {
    try (ServerProcess server =
        ServerProcess.start(List.of("-Xmx128m", collector), "--host", "127.0.0.1", "--port", "0")) {
      Endpoint endpoint = server.endpoint();
      boolean accepted = false;
      for (int parameters = 4 * MEGABYTE; !accepted; parameters -= parameters / 50) {
        accepted = isAccepted(endpoint, Trainings.segments(parameters / 2, parameters / 2));
      }
      server.terminate();
      assertThat(server.rest()).doesNotContain("OutOfMemoryError");
    }
  }

  /** False when the server refuses it; else eight workers have trained it. */
  private static boolean isAccepted(Endpoint endpoint, Segments segments) throws Exception {
    try {
      train(endpoint, segments, 8);
      return true;
    } catch (ExecutionException failure) {
      assertThat(failure).hasMessageContaining("of its heap");
      return false;
    }
  }

  @Test
  void aServerWhoseBuffersRunOutEndsInOneLine() throws Exception {
    try (ServerProcess server =
        ServerProcess.start(
            List.of("-Xmx64m", "-XX:MaxDirectMemorySize=200k"),
            "--host",
            "127.0.0.1",
            "--port",
            "0")) {
      TrainingSpec nowhere =
          Trainings.training(
              Trainings.segments(64 * 1024),
              Trainings.update(Trainings.SGD, 0.1, Trainings.NO_CLIP),
              1,
              1);
      try (ParameterClient client =
          ParameterClients.connect(ClientSpec.of(nowhere, List.of(server.endpoint())))) {
        Contribution all = new Contribution(new Node(0, 0), 0, 1, 1, 1);
        assertThatThrownBy(client.push(all, 0, new float[64 * 1024])::get)
            .hasMessageContaining("closed the connection");
      }
      assertThat(server.rest())
          .matches(
              "weir server ends: java.lang.OutOfMemoryError: .*direct buffer.*; give its JVM more, as"
                  + " WEIR_JAVA_OPTIONS=-Xmx8g\n");
      assertThat(server.exitCode()).isEqualTo(1);
    }
  }

  /** Every row of a table that is touched has state of its own: nothing of it is reserved. */
  @Test
  void aServerWhoseHeapRunsOutEndsInOneLine() throws Exception {
    int rows = 8000;
    int rowLength = 1000;
    Segment table =
        new Segment("table", 0, rows * rowLength, rowLength, 2, 0, 0, Segment.Rule.SPARSE);
    TrainingSpec training =
        Trainings.training(
            new Segments(List.of(table)),
            Trainings.update(Trainings.ADAM, 0.1, Trainings.NO_CLIP),
            1,
            1);
    try (ServerProcess server =
            ServerProcess.start(List.of("-Xmx64m"), "--host", "127.0.0.1", "--port", "0");
        ParameterClient client =
            ParameterClients.connect(ClientSpec.of(training, List.of(server.endpoint())))) {
      client.init(training, new float[table.length()]).get();
      int[] ids = IntStream.range(0, rows).toArray();
      TableRows all = new TableRows(ids, 0, rows, new float[table.length()], 0, rowLength);
      CompletableFuture<Void> pushed =
          client.pushRows(new Contribution(new Node(0, 0), 0, 1, 1, 1), 0, all);
      assertThatThrownBy(pushed::get).hasMessageContaining("closed the connection");
      assertThat(server.exitCode()).isEqualTo(1);
      assertThat(server.rest())
          .matches("weir server ends: java.lang.OutOfMemoryError: .*; give its JVM more.*\n");
    }
  }

  /** Of each pair of workers one before any of the others: all of these have to wait. */
  private static List<Integer> worstOrder(int workers) {
    Comparator<Integer> odd = Comparator.comparing(worker -> worker % 2);
    return IntStream.range(0, workers).boxed().sorted(odd).toList();
  }

  /** Every worker pushes all its chunks before the next one begins. */
  private static void train(Endpoint endpoint, Segments segments, int workers) throws Exception {
    TrainingSpec training =
        Trainings.training(
            segments, Trainings.update(Trainings.ADAM, 0.1, Trainings.NO_CLIP), workers, 1);
    List<ParameterClient> clients = new ArrayList<>();
    float[] weights = new float[segments.length()];
    float[] gradient = new float[segments.length()];
    Arrays.fill(gradient, 1);
    try {
      for (int worker = 0; worker < workers; worker++) {
        clients.add(ParameterClients.connect(withCreditForAll(training, endpoint)));
      }
      clients.get(0).init(training, weights).get();
      for (ParameterClient client : clients) {
        client.pull(0, weights).get();
      }
      for (int step = 0; step < STEPS; step++) {
        List<CompletableFuture<?>> pending = new ArrayList<>();
        for (int worker : worstOrder(workers)) {
          Contribution contribution = new Contribution(new Node(0, worker), step, 1, 1, 1);
          ParameterClient client = clients.get(worker);
          IntStream.range(0, segments.units())
              .forEach(
                  unit ->
                      pending.add(
                          client.pushPull(
                              contribution, unit, gradient, new float[segments.length()])));
        }
        for (CompletableFuture<?> future : pending) {
          future.get();
        }
      }
      clients.get(0).pull(STEPS, weights).get();
      assertThat(weights[segments.length() - 1]).isBetween(-0.31f, -0.29f);
    } finally {
      clients.forEach(ParameterClient::close);
    }
  }

  /** One thread speaks for all workers: no push may wait for the answer to another. */
  private static ClientSpec withCreditForAll(TrainingSpec training, Endpoint endpoint) {
    ClientSpec plain = ClientSpec.of(training, List.of(endpoint));
    return new ClientSpec(
        plain.jobId(),
        plain.endpoints(),
        plain.partition(),
        plain.phases(),
        plain.connectMillis(),
        plain.deadlineMillis(),
        4L * plain.partition().length());
  }
}
