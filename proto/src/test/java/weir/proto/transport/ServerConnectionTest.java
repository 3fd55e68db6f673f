package weir.proto.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.Test;
import weir.proto.client.ParameterException;
import weir.proto.codec.FrameLimits;
import weir.proto.message.FrameType;
import weir.proto.transport.Endpoint.Transport;
import weir.proto.transport.FrameClient.Outbound;

/** Whom a server listens to; time is in the test's hand. */
class ServerConnectionTest {
  private static final ConnectionLimits LIMITS = ConnectionLimits.DEFAULT;

  @Test
  void whoDoesNotSpeakIsNotWaitedForLongerThanTheLimit() {
    EmbeddedChannel channel = channel(0);
    channel.writeInbound(preamble().readSlice(7));
    pass(channel, LIMITS.preambleMillis() - 1);
    assertThat(channel.isOpen()).isTrue();
    pass(channel, 1);
    assertThat(channel.isOpen()).isFalse();
    channel.releaseOutbound();
  }

  @Test
  void whoHasSpokenMayRest() {
    EmbeddedChannel channel = channel(0);
    channel.writeInbound(preamble());
    pass(channel, TimeUnit.DAYS.toMillis(1));
    assertThat(channel.isOpen()).isTrue();
    channel.finishAndReleaseAll();
  }

  @Test
  void whomItDoesNotAdmitIsToldWhyOnlySoFarAsThereIsRoomForThem() {
    EmbeddedChannel told = channel(2 * LIMITS.most() - 1);
    EmbeddedChannel surplus = channel(2 * LIMITS.most());
    assertThat(told.isOpen()).isTrue();
    told.writeInbound(preamble());
    pass(told, LIMITS.preambleMillis());
    assertThat(told.isOpen()).isFalse();
    assertThat(surplus.isOpen()).isFalse();
    told.releaseOutbound();
    surplus.releaseOutbound();
  }

  @Test
  void moreConnectionsThanTheLimitAreRefusedByName() throws Exception {
    ConnectionLimits one = new ConnectionLimits(1, LIMITS.preambleMillis());
    try (FrameServer server =
            SocketServer.start(
                Endpoint.tcp("127.0.0.1", 0), 1, FrameLimits.DATA, one, new Peers.Echo());
        ClientLoops loops = new ClientLoops(Transport.TCP, 1);
        FrameClient first = Peers.client(server.endpoint(), loops, 1)) {
      assertThat(ask(first)).isEqualTo(FrameType.ACCEPTED);
      FrameClient second = Peers.client(server.endpoint(), loops, 1);
      assertThatThrownBy(() -> ask(second))
          .cause()
          .isInstanceOf(ParameterException.class)
          .hasMessageContaining("the server has 1 connections, as many as it takes");
      assertThat(ask(first)).isEqualTo(FrameType.ACCEPTED);
    }
  }

  private static FrameType ask(FrameClient client) throws Exception {
    Peers.FutureReply reply = new Peers.FutureReply("STATUS");
    client.request(Peers.status(), Outbound.EMPTY, reply, 60_000);
    return reply.future.get().getType();
  }

  private static EmbeddedChannel channel(int open) {
    EmbeddedChannel channel = new EmbeddedChannel();
    channel.freezeTime();
    channel
        .pipeline()
        .addLast(
            new FramePipeline(
                FrameLimits.DATA,
                new LongAdder(),
                each -> new ServerConnection(each, new Peers.Echo(), LIMITS, open)));
    channel.pipeline().fireChannelActive();
    return channel;
  }

  private static ByteBuf preamble() {
    return Unpooled.wrappedBuffer(new byte[] {'W', 'E', 'I', 'R', 1, 0, 0, 0});
  }

  private static void pass(EmbeddedChannel channel, long millis) {
    channel.advanceTimeBy(millis, TimeUnit.MILLISECONDS);
    channel.runScheduledPendingTasks();
  }
}
