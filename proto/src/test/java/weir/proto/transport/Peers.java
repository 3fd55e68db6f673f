package weir.proto.transport;

import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import weir.proto.client.ParameterException;
import weir.proto.codec.FrameLimits;
import weir.proto.codec.Payload;
import weir.proto.message.FrameType;
import weir.proto.message.Header;

/** Servers, clients and replies for the tests of connections. */
final class Peers {
  private Peers() {}

  /** An address that nobody else uses: a fresh name, or a port that the server chooses. */
  static Endpoint fresh(Endpoint.Transport transport) {
    return switch (transport) {
      case LOCAL -> Endpoint.local("test-" + UUID.randomUUID());
      case TCP -> Endpoint.tcp("127.0.0.1", 0);
    };
  }

  static FrameServer server(Endpoint.Transport transport, FrameHandler handler) {
    return FrameServer.start(fresh(transport), 2, FrameLimits.DATA, handler);
  }

  static FrameClient client(Endpoint endpoint, ClientLoops loops, long creditBytes)
      throws InterruptedException {
    return FrameClient.connect(
        new FrameClientSpec(endpoint, "server", "start it", FrameLimits.DATA, 5000, creditBytes),
        loops);
  }

  static Header.Builder status() {
    return Header.newBuilder().setType(FrameType.STATUS);
  }

  /** Notes every frame, answers none. */
  static final class Silent implements FrameHandler {
    record Seen(Connection connection, Header header) {}

    final BlockingQueue<Seen> seen = new LinkedBlockingQueue<>();
    final CompletableFuture<Connection> closed = new CompletableFuture<>();

    @Override
    public void onFrame(Connection connection, Header header, Payload payload) {
      seen.add(new Seen(connection, header));
    }

    @Override
    public void onClose(Connection connection) {
      closed.complete(connection);
    }
  }

  /** Answers every frame with the same payload, in type WEIGHTS, or ACCEPTED without one. */
  static final class Echo implements FrameHandler {
    @Override
    public void onFrame(Connection connection, Header header, Payload payload) {
      boolean bare = payload.bytes() == 0;
      Header answer =
          Header.newBuilder()
              .setType(bare ? FrameType.ACCEPTED : FrameType.WEIGHTS)
              .setRequest(header.getRequest())
              .setChunk(header.getChunk())
              .build();
      connection.send(answer, payload.retain());
    }

    @Override
    public void onClose(Connection connection) {
      // nothing is kept per connection
    }
  }

  /** A reply as a future of its header; the payload's floats are left to others. */
  static final class FutureReply extends PendingReply {
    final CompletableFuture<Header> future = new CompletableFuture<>();
    private final String what;

    FutureReply(String what) {
      this.what = what;
    }

    @Override
    protected void onReply(Header header, Payload payload) {
      future.complete(header);
    }

    @Override
    protected void onFailure(ParameterException failure) {
      future.completeExceptionally(failure);
    }

    @Override
    protected String what() {
      return what;
    }
  }
}
