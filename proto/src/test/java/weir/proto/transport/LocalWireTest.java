package weir.proto.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import weir.proto.client.ParameterException;
import weir.proto.codec.Payload;
import weir.proto.message.Header;
import weir.proto.transport.Endpoint.Transport;
import weir.proto.transport.FrameClient.Outbound;

class LocalWireTest {
  private final List<String> done = new CopyOnWriteArrayList<>();

  @Test
  void nothingArrivesOnceItIsClosed() throws Exception {
    try (FrameServer server = Peers.server(Transport.LOCAL, new Peers.Echo());
        ClientLoops loops = new ClientLoops(Transport.LOCAL, 1)) {
      FrameClient client = Peers.client(server.endpoint(), loops, 1);
      Thread closing =
          new Thread(
              () -> {
                client.close();
                done.add("closed");
              });
      PendingReply reply =
          new PendingReply() {
            @Override
            protected void onReply(Header header, Payload payload) {
              closing.start();
              while (closing.getState() != Thread.State.WAITING && closing.isAlive()) {
                Thread.onSpinWait();
              }
              done.add("arrived");
            }

            @Override
            protected void onFailure(ParameterException failure) {
              done.add("failed");
            }

            @Override
            protected String what() {
              return "STATUS";
            }
          };
      client.request(Peers.status(), Outbound.EMPTY, reply, 60_000);
      closing.join();
    }
    assertThat(done).containsExactly("arrived", "closed");
  }

  @Test
  void isClosedByAnAnswerToo() throws Exception {
    try (FrameServer server = Peers.server(Transport.LOCAL, new Peers.Echo());
        ClientLoops loops = new ClientLoops(Transport.LOCAL, 1)) {
      FrameClient client = Peers.client(server.endpoint(), loops, 1);
      Peers.FutureReply reply = new Peers.FutureReply("STATUS");
      reply.future.thenRun(client::close).thenRun(() -> done.add("closed"));
      client.request(Peers.status(), Outbound.EMPTY, reply, 60_000);
    }
    assertThat(done).containsExactly("closed");
  }
}
