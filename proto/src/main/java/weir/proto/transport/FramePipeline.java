package weir.proto.transport;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInitializer;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import weir.proto.codec.FrameDecoder;
import weir.proto.codec.FrameEncoder;
import weir.proto.codec.FrameLimits;
import weir.proto.codec.Preamble;

/** The handlers of a channel: preamble, codec, and what the side does with frames. */
final class FramePipeline extends ChannelInitializer<Channel> {
  private final FrameLimits limits;
  private final LongAdder sentBytes;
  private final Function<Channel, ChannelHandler> handler;

  FramePipeline(
      FrameLimits limits, LongAdder sentBytes, Function<Channel, ChannelHandler> handler) {
    this.limits = limits;
    this.sentBytes = sentBytes;
    this.handler = handler;
  }

  @Override
  protected void initChannel(Channel channel) {
    FrameDecoder decoder = new FrameDecoder(limits);
    channel.config().setRecvByteBufAllocator(decoder.receiveBuffers());
    channel
        .pipeline()
        .addLast(new Preamble())
        .addLast(decoder)
        .addLast(new FrameEncoder(limits, sentBytes))
        .addLast(handler.apply(channel));
  }
}
