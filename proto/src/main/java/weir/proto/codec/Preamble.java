package weir.proto.codec;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import java.util.List;
import weir.proto.client.ParameterException;
import weir.proto.client.ParameterException.Code;

/**
 * The first eight bytes each way: "WEIR", the protocol version, zero. Sends ours, checks the
 * peer's, fires {@link #ACCEPTED} as a user event and leaves the pipeline; anything else becomes an
 * INCOMPATIBLE {@link ParameterException} in {@code exceptionCaught}.
 */
public final class Preamble extends ByteToMessageDecoder {
  /** Rises with every change that an older peer would misunderstand. */
  public static final int VERSION = 1;

  /** The user event: the peer speaks this version. */
  public static final Object ACCEPTED = new Object();

  static final int LENGTH = 8;
  private static final int MAGIC = 0x57454952;

  private boolean sent;
  private boolean failed;

  /** Appends ours. */
  static ByteBuf write(ByteBuf target) {
    return target.writeInt(MAGIC).writeShortLE(VERSION).writeShortLE(0);
  }

  @Override
  public void handlerAdded(ChannelHandlerContext context) {
    if (context.channel().isActive()) {
      send(context);
    }
  }

  @Override
  public void channelActive(ChannelHandlerContext context) {
    send(context);
    context.fireChannelActive();
  }

  private void send(ChannelHandlerContext context) {
    if (!sent) {
      sent = true;
      context.writeAndFlush(write(context.alloc().directBuffer(LENGTH)), context.voidPromise());
    }
  }

  @Override
  protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out) {
    if (failed) {
      in.skipBytes(in.readableBytes());
      return;
    }
    if (in.readableBytes() < LENGTH) {
      return;
    }
    int magic = in.readInt();
    int version = in.readUnsignedShortLE();
    int reserved = in.readUnsignedShortLE();
    if (magic != MAGIC) {
      fail(context, "the peer does not speak Weir's protocol");
    } else if (version != VERSION || reserved != 0) {
      fail(
          context,
          "the peer speaks protocol version "
              + version
              + " (expected: "
              + VERSION
              + "); run the same Weir on both sides");
    } else {
      context.fireUserEventTriggered(ACCEPTED);
      context.pipeline().remove(this);
    }
  }

  private void fail(ChannelHandlerContext context, String text) {
    failed = true;
    context.fireExceptionCaught(new ParameterException(Code.INCOMPATIBLE, text));
  }
}
