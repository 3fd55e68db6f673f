package weir.driver.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import weir.proto.client.ClientSpec;
import weir.proto.client.ParameterClient;
import weir.proto.client.ParameterException;
import weir.proto.partition.Segment;
import weir.proto.partition.Segments;
import weir.proto.spec.ClipSpec;
import weir.proto.spec.ConsistencySpec;
import weir.proto.spec.EpochPlan;
import weir.proto.spec.GroupUpdate;
import weir.proto.spec.OptimizerSpec;
import weir.proto.spec.ScheduleSpec;
import weir.proto.spec.TrainingSpec;
import weir.proto.spec.UpdateSpec;
import weir.proto.transport.Endpoint;
import weir.server.server.HostLimits;
import weir.server.server.ShardServer;

class ServerLineTest {
  private static final float[] WEIGHTS = {1, 2, 3};

  private static TrainingSpec training(String job) {
    return new TrainingSpec(
        job,
        new Segments(List.of(new Segment("w", 0, 3, 1, 2, 0, 0, Segment.Rule.OPTIMIZE))),
        new UpdateSpec(
            new OptimizerSpec.Sgd(0, 0, false),
            new ScheduleSpec.Constant(),
            new ClipSpec.None(),
            List.of(GroupUpdate.of(0.1))),
        new ConsistencySpec.Sync(),
        1,
        1,
        1,
        EpochPlan.of(1),
        1000);
  }

  @Test
  void aResetOfTheLineCostsNothing() throws Exception {
    try (ShardServer server = server();
        Relay relay = new Relay(server.endpoint().port());
        ServerLine line = line("reset", relay.port())) {
      relay.cut();
      float[] pulled = new float[3];
      line.call(servers -> servers.pull(0, pulled));
      assertThat(pulled).containsExactly(WEIGHTS);
      relay.cut();
      assertThat(line.completed().get().version()).isZero();
    }
  }

  @Test
  void aLineThatStaysDeadIsAnErrorThatNamesTheServerAndClosingItIsNone() throws Exception {
    ShardServer server = server();
    ServerLine line = line("dead", server.endpoint().port());
    server.close();
    assertThatThrownBy(() -> line.call(ParameterClient::completed))
        .isInstanceOf(ParameterException.class)
        .hasMessageContaining("server 127.0.0.1:" + server.endpoint().port());
    line.close();
  }

  @Test
  void closingFreesTheServerHoweverTheTrainingEnded() throws Exception {
    try (ShardServer server = server()) {
      int port = server.endpoint().port();
      line("again", port).close();
      line("again", port).close(); // the name is free, and so is the memory
    }
  }

  private static ShardServer server() {
    return ShardServer.start(
        Endpoint.tcp("127.0.0.1", 0), 1, HostLimits.leased(Duration.ofSeconds(120)));
  }

  private static ServerLine line(String job, int port) throws InterruptedException {
    TrainingSpec training = training(job);
    return new ServerLine(
        ClientSpec.of(training, List.of(Endpoint.tcp("127.0.0.1", port))), training, WEIGHTS);
  }

  /** Passes bytes on, until it cuts what is open. */
  private static final class Relay implements AutoCloseable {
    private final ServerSocket listening =
        new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final List<Socket> open = new CopyOnWriteArrayList<>();
    private final int target;

    Relay(int target) throws IOException {
      this.target = target;
      daemon(this::accept);
    }

    int port() {
      return listening.getLocalPort();
    }

    private static void daemon(Runnable body) {
      Thread thread = new Thread(body, "relay");
      thread.setDaemon(true);
      thread.start();
    }

    private void accept() {
      try {
        while (true) {
          Socket client = listening.accept();
          Socket server = new Socket(InetAddress.getLoopbackAddress(), target);
          open.addAll(List.of(client, server));
          daemon(() -> pass(client, server));
          daemon(() -> pass(server, client));
        }
      } catch (IOException closed) {
        // the test is over
      }
    }

    private static void pass(Socket from, Socket to) {
      try (InputStream in = from.getInputStream();
          OutputStream out = to.getOutputStream()) {
        in.transferTo(out);
      } catch (IOException cut) {
        // both ends will see it
      }
    }

    void cut() throws IOException {
      for (Socket socket : open) {
        if (!socket.isClosed()) {
          socket.setSoLinger(true, 0); // a reset
          socket.close();
        }
      }
      open.clear();
    }

    @Override
    public void close() throws IOException {
      listening.close();
      cut();
    }
  }
}
