package weir.proto.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.throwable;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import weir.proto.client.ParameterException;
import weir.proto.client.ParameterException.Code;
import weir.proto.codec.FrameLimits;
import weir.proto.codec.Payload;
import weir.proto.message.FrameType;
import weir.proto.message.Header;
import weir.proto.message.Push;
import weir.proto.transport.Endpoint.Transport;
import weir.proto.transport.FrameClient.Outbound;
import weir.proto.transport.Peers.FutureReply;

class FrameClientTest {
  private static final long LONG_MILLIS = 60_000;
  private static final long CREDIT = 1 << 20;

  @ParameterizedTest
  @EnumSource(Transport.class)
  void answersFindTheirRequests(Transport transport) throws Exception {
    try (FrameServer server = Peers.server(transport, new Peers.Echo());
        ClientLoops loops = new ClientLoops(transport, 1);
        FrameClient first = Peers.client(server.endpoint(), loops, CREDIT);
        FrameClient second = Peers.client(server.endpoint(), loops, CREDIT)) {
      List<FutureReply> replies = new ArrayList<>();
      for (int chunk = 0; chunk < 100; chunk++) {
        replies.add(ask(chunk % 2 == 0 ? first : second, Peers.status().setChunk(chunk)));
      }
      for (int chunk = 0; chunk < 100; chunk++) {
        assertThat(replies.get(chunk).future.get().getChunk()).isEqualTo(chunk);
      }
      assertThat(first.sentBytes()).isPositive().isGreaterThan(50 * 16);
      assertThat(first.receivedBytes()).isGreaterThan(50 * 16);
    }
  }

  @Test
  void namesTheAddressOfAServerThatIsNotThere() throws Exception {
    int port;
    try (ServerSocket socket = new ServerSocket(0)) {
      port = socket.getLocalPort();
    }
    Endpoint nobody = Endpoint.tcp("127.0.0.1", port);
    FrameClientSpec spec =
        new FrameClientSpec(nobody, "server", "start it", FrameLimits.DATA, 1000, CREDIT);
    try (ClientLoops loops = new ClientLoops(Transport.TCP, 1)) {
      assertThatThrownBy(() -> FrameClient.connect(spec, loops))
          .hasMessage("server " + nobody + " unreachable for 1.0 s (connection refused); start it")
          .satisfies(failure -> assertThat(code(failure)).isEqualTo(Code.CONNECTION));
    }
  }

  @Test
  void connectsToAServerThatStartsLate() throws Exception {
    Endpoint endpoint = Peers.fresh(Transport.LOCAL);
    try (ClientLoops loops = new ClientLoops(Transport.LOCAL, 1)) {
      CompletableFuture<FrameClient> connecting =
          CompletableFuture.supplyAsync(
              () -> {
                try {
                  return Peers.client(endpoint, loops, CREDIT);
                } catch (InterruptedException e) {
                  throw new IllegalStateException(e);
                }
              });
      try (FrameServer server = FrameServer.start(endpoint, 1, FrameLimits.DATA, new Peers.Echo());
          FrameClient client = connecting.get()) {
        assertThat(ask(client, Peers.status()).future.get().getType())
            .isEqualTo(FrameType.ACCEPTED);
        assertThat(server.endpoint()).isEqualTo(endpoint);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Transport.class)
  void aClosedConnectionFailsAllThatWait(Transport transport) throws Exception {
    Peers.Silent silent = new Peers.Silent();
    try (FrameServer server = Peers.server(transport, silent);
        ClientLoops loops = new ClientLoops(transport, 1);
        FrameClient client = Peers.client(server.endpoint(), loops, CREDIT)) {
      FutureReply one = ask(client, Peers.status());
      FutureReply two = ask(client, Peers.status());
      silent.seen.take();
      silent.seen.take().connection().close();
      for (FutureReply reply : List.of(one, two, ask(client, Peers.status()))) {
        failure(reply)
            .satisfies(failure -> assertThat(code(failure)).isEqualTo(Code.CONNECTION))
            .hasMessageContaining("server " + server.endpoint() + " closed the connection");
      }
      assertThat(silent.closed.get()).isNotNull();
    }
  }

  @ParameterizedTest
  @EnumSource(Transport.class)
  void closingTheClientFailsAllThatWait(Transport transport) throws Exception {
    Peers.Silent silent = new Peers.Silent();
    try (FrameServer server = Peers.server(transport, silent);
        ClientLoops loops = new ClientLoops(transport, 1)) {
      FrameClient client = Peers.client(server.endpoint(), loops, CREDIT);
      FutureReply reply = ask(client, Peers.status());
      client.close();
      failure(reply).hasMessageContaining("connection to server " + server.endpoint());
      failure(ask(client, Peers.status())).hasMessageContaining("was closed");
    }
  }

  @Test
  void aRequestWithoutAnswerFailsAtItsDeadline() throws Exception {
    try (FrameServer server = Peers.server(Transport.LOCAL, new Peers.Silent());
        ClientLoops loops = new ClientLoops(Transport.LOCAL, 1);
        FrameClient client = Peers.client(server.endpoint(), loops, CREDIT)) {
      FutureReply patient = ask(client, Peers.status());
      FutureReply reply = new FutureReply("STATUS of shard 3");
      client.request(Peers.status(), Outbound.EMPTY, reply, 30);
      failure(reply)
          .satisfies(failure -> assertThat(code(failure)).isEqualTo(Code.DEADLINE))
          .hasMessageContaining(server.endpoint().toString())
          .hasMessageContaining("STATUS of shard 3: no answer for");
      assertThat(patient.future).isNotDone();
    }
  }

  @Test
  void theServersFailureArrivesWithItsCodeAndText() throws Exception {
    FrameHandler refusing =
        new FrameHandler() {
          @Override
          public void onFrame(Connection connection, Header header, Payload payload) {
            if (header.getChunk() == 1) {
              throw new IllegalStateException("a defect");
            }
            throw new ParameterException(Code.STALE_STEP, "step 4 is gone");
          }

          @Override
          public void onClose(Connection connection) {
            // nothing is kept per connection
          }
        };
    try (FrameServer server = Peers.server(Transport.LOCAL, refusing);
        ClientLoops loops = new ClientLoops(Transport.LOCAL, 1);
        FrameClient client = Peers.client(server.endpoint(), loops, CREDIT)) {
      failure(ask(client, Peers.status()))
          .satisfies(failure -> assertThat(code(failure)).isEqualTo(Code.STALE_STEP))
          .hasMessageEndingWith("step 4 is gone");
      failure(ask(client, Peers.status().setChunk(1)))
          .satisfies(failure -> assertThat(code(failure)).isEqualTo(Code.INTERNAL))
          .hasMessageContaining("a defect");
    }
  }

  @Test
  void aBadFrameClosesThatConnectionAlone() throws Exception {
    try (FrameServer server = Peers.server(Transport.TCP, new Peers.Echo());
        ClientLoops loops = new ClientLoops(Transport.TCP, 1);
        FrameClient bad = Peers.client(server.endpoint(), loops, CREDIT);
        FrameClient good = Peers.client(server.endpoint(), loops, CREDIT)) {
      Header.Builder pushWithoutPush = Header.newBuilder().setType(FrameType.PUSH);
      failure(ask(bad, pushWithoutPush))
          .satisfies(failure -> assertThat(code(failure)).isEqualTo(Code.BAD_FRAME))
          .hasMessageContaining("PUSH without push");
      assertThat(ask(good, Peers.status()).future.get().getType()).isEqualTo(FrameType.ACCEPTED);
    }
  }

  @Test
  void refusesAPeerOfAnotherVersion() throws Exception {
    try (ServerSocket socket = new ServerSocket(0);
        ClientLoops loops = new ClientLoops(Transport.TCP, 1)) {
      CompletableFuture<Void> peer = answerWith(socket, "WEIR\2\0\0\0");
      Endpoint endpoint = Endpoint.tcp("127.0.0.1", socket.getLocalPort());
      assertThatThrownBy(() -> Peers.client(endpoint, loops, CREDIT))
          .satisfies(failure -> assertThat(code(failure)).isEqualTo(Code.INCOMPATIBLE))
          .hasMessageContaining("version 2 (expected: 1)")
          .hasMessageContaining(endpoint.toString());
      peer.get();
    }
  }

  @Test
  void refusesAPeerThatSpeaksSomethingElse() throws Exception {
    try (ServerSocket socket = new ServerSocket(0);
        ClientLoops loops = new ClientLoops(Transport.TCP, 1)) {
      CompletableFuture<Void> peer = answerWith(socket, "HTTP/1.1 400 Bad Request");
      Endpoint endpoint = Endpoint.tcp("127.0.0.1", socket.getLocalPort());
      assertThatThrownBy(() -> Peers.client(endpoint, loops, CREDIT))
          .satisfies(failure -> assertThat(code(failure)).isEqualTo(Code.INCOMPATIBLE))
          .hasMessageContaining("does not speak Weir's protocol");
      peer.get();
    }
  }

  @Test
  void theServerClosesAConnectionThatSpeaksSomethingElse() throws Exception {
    try (FrameServer server = Peers.server(Transport.TCP, new Peers.Echo());
        Socket socket = new Socket("127.0.0.1", server.endpoint().port())) {
      socket.getOutputStream().write("GET / HTTP/1.1\r\n\r\n".getBytes());
      InputStream in = socket.getInputStream();
      assertThat(new String(in.readNBytes(4))).isEqualTo("WEIR");
      int left = 0;
      try {
        left = in.readAllBytes().length;
      } catch (IOException reset) {
        assertThat(reset).hasMessageContaining("reset");
      }
      assertThat(left).isLessThanOrEqualTo(4);
    }
  }

  @Test
  void creditsHoldTheSenderBackUntilAnAnswerComes() throws Exception {
    Peers.Silent silent = new Peers.Silent();
    try (FrameServer server = Peers.server(Transport.LOCAL, silent);
        ClientLoops loops = new ClientLoops(Transport.LOCAL, 1);
        FrameClient client = Peers.client(server.endpoint(), loops, 100)) {
      client.awaitCredit(80, LONG_MILLIS);
      FutureReply reply = new FutureReply("first");
      Outbound body = new Outbound(Payload.NONE, 80, 0);
      client.request(Peers.status(), body, reply, LONG_MILLIS);
      assertThatThrownBy(() -> client.awaitCredit(21, 10))
          .satisfies(failure -> assertThat(code(failure)).isEqualTo(Code.DEADLINE))
          .hasMessageContaining(server.endpoint().toString());
      client.awaitCredit(20, LONG_MILLIS);
      CountDownLatch waiting = new CountDownLatch(1);
      CompletableFuture<Void> blocked =
          CompletableFuture.runAsync(
              () -> {
                try {
                  waiting.countDown();
                  client.awaitCredit(50, LONG_MILLIS);
                } catch (InterruptedException e) {
                  throw new IllegalStateException(e);
                }
              });
      waiting.await();
      Peers.Silent.Seen seen = silent.seen.take();
      assertThat(blocked).isNotDone();
      new Peers.Echo().onFrame(seen.connection(), seen.header(), Payload.NONE);
      blocked.get();
      assertThat(reply.future.get().getType()).isEqualTo(FrameType.ACCEPTED);
    }
  }

  @Test
  void whoeverWaitsForCreditFailsWithTheConnection() throws Exception {
    try (FrameServer server = Peers.server(Transport.LOCAL, new Peers.Silent());
        ClientLoops loops = new ClientLoops(Transport.LOCAL, 1)) {
      FrameClient client = Peers.client(server.endpoint(), loops, 100);
      client.awaitCredit(100, LONG_MILLIS);
      CompletableFuture<Throwable> failed =
          CompletableFuture.supplyAsync(
              () -> {
                try {
                  client.awaitCredit(1, LONG_MILLIS);
                  return null;
                } catch (InterruptedException | ParameterException failure) {
                  return failure;
                }
              });
      client.close();
      assertThat(failed.get()).hasMessageContaining("was closed");
    }
  }

  @Test
  void aLargePayloadTravelsWhole() throws Exception {
    try (FrameServer server = Peers.server(Transport.TCP, new Peers.Echo());
        ClientLoops loops = new ClientLoops(Transport.TCP, 1);
        FrameClient client = Peers.client(server.endpoint(), loops, 64 << 20)) {
      int bytes = FrameLimits.DATA.payload();
      List<FutureReply> replies = new ArrayList<>();
      for (int i = 0; i < 40; i++) {
        Header.Builder header =
            Header.newBuilder().setType(FrameType.PUSH_PULL).setPush(Push.getDefaultInstance());
        FutureReply reply = new FutureReply("push " + i);
        Payload payload =
            client.payloads().copy(new float[bytes / Float.BYTES], 0, bytes / Float.BYTES);
        client.request(header, new Outbound(payload, 0, 40 - i), reply, LONG_MILLIS);
        replies.add(reply);
      }
      for (FutureReply reply : replies) {
        assertThat(reply.future.get().getType()).isEqualTo(FrameType.WEIGHTS);
      }
      assertThat(client.receivedBytes()).isGreaterThan(40L * bytes);
    }
  }

  private static FutureReply ask(FrameClient client, Header.Builder header) {
    FutureReply reply = new FutureReply(header.getType() + " for a test");
    client.request(header, Outbound.EMPTY, reply, LONG_MILLIS);
    return reply;
  }

  private static AbstractThrowableAssert<?, ?> failure(FutureReply reply) {
    return assertThatThrownBy(reply.future::get)
        .isInstanceOf(ExecutionException.class)
        .cause()
        .asInstanceOf(throwable(Throwable.class));
  }

  private static Code code(Throwable failure) {
    return ((ParameterException) failure).code();
  }

  private static CompletableFuture<Void> answerWith(ServerSocket socket, String text) {
    return CompletableFuture.runAsync(
        () -> {
          try (Socket connection = socket.accept()) {
            OutputStream out = connection.getOutputStream();
            out.write(text.getBytes(StandardCharsets.ISO_8859_1));
            out.flush();
            connection.getInputStream().readAllBytes();
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }
}
