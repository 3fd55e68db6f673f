package weir.proto.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.embedded.EmbeddedChannel;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import weir.proto.codec.Frame;
import weir.proto.codec.Payload;
import weir.proto.message.Header;

class OutgoingQueueTest {
  private final List<Long> written = new ArrayList<>();
  private final EmbeddedChannel channel =
      new EmbeddedChannel(
          new ChannelOutboundHandlerAdapter() {
            @Override
            public void write(ChannelHandlerContext context, Object message, ChannelPromise done) {
              Frame frame = (Frame) message;
              written.add(frame.header().getRequest());
              context.write(((Payload.Bytes) frame.payload()).buffer(), done);
            }

            @Override
            public void flush(ChannelHandlerContext context) {
              // the socket is full until the test flushes
            }
          });
  private final OutgoingQueue queue = new OutgoingQueue(channel);

  @Test
  void aFrontUnitOvertakesWhatTheChannelHasNotTaken() {
    channel.config().setWriteBufferWaterMark(new WriteBufferWaterMark(1, 10));
    offer(1, 5);
    assertThat(channel.isWritable()).isFalse();
    offer(2, 4);
    offer(3, 4);
    offer(4, 0);
    offer(5, -1);
    assertThat(written).containsExactly(1L);
    for (int i = 0; i < 4; i++) {
      channel.unsafe().outboundBuffer().addFlush();
      channel.unsafe().outboundBuffer().remove();
      queue.drain();
    }
    assertThat(written).containsExactly(1L, 5L, 4L, 2L, 3L);
  }

  @Test
  void closingReleasesWhatWaits() {
    channel.config().setWriteBufferWaterMark(new WriteBufferWaterMark(1, 10));
    offer(1, 0);
    ByteBuf waiting = offer(2, 0);
    queue.close();
    assertThat(waiting.refCnt()).isZero();
    assertThat(offer(3, 0).refCnt()).isZero();
    channel.unsafe().outboundBuffer().addFlush();
    channel.unsafe().outboundBuffer().remove();
  }

  private ByteBuf offer(long request, int priority) {
    ByteBuf payload = Unpooled.directBuffer().writeZero(100);
    queue.offer(
        new Frame(Header.newBuilder().setRequest(request).build(), Payload.of(payload), 0),
        priority);
    return payload;
  }
}
