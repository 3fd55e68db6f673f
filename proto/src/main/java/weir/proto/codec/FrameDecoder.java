package weir.proto.codec;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.RecvByteBufAllocator;
import java.util.function.Consumer;
import weir.proto.client.ParameterException;

/**
 * Turns bytes into {@link Frame}s; the next handler owns their payload. A bad frame, or the end of
 * the stream inside a frame, becomes one BAD_FRAME {@link ParameterException} in {@code
 * exceptionCaught}; what comes after it is discarded.
 */
public final class FrameDecoder extends ChannelInboundHandlerAdapter {
  private final FrameReader reader;
  private Consumer<Frame> sink;
  private boolean failed;

  public FrameDecoder(FrameLimits limits) {
    this.reader = new FrameReader(limits);
  }

  /** What a socket reads into: give it to the channel's configuration. */
  public RecvByteBufAllocator receiveBuffers() {
    return new ReceiveBuffers(reader);
  }

  @Override
  public void handlerAdded(ChannelHandlerContext context) {
    sink = context::fireChannelRead;
  }

  @Override
  public void handlerRemoved(ChannelHandlerContext context) {
    reader.release();
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    ByteBuf in = (ByteBuf) message;
    try {
      if (!failed) {
        if (in == reader.payloadInProgress()) {
          reader.payloadGrew(sink);
        } else {
          reader.read(in, context.alloc(), sink);
        }
      }
    } catch (ParameterException bad) {
      fail(context, bad);
    } finally {
      in.release();
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    if (!failed && reader.insideFrame()) {
      fail(context, BadFrame.because("the connection ended inside it"));
    }
    reader.release();
    context.fireChannelInactive();
  }

  private void fail(ChannelHandlerContext context, ParameterException bad) {
    failed = true;
    reader.release();
    context.fireExceptionCaught(bad);
  }
}
