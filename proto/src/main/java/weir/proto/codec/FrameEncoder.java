package weir.proto.codec;

import com.google.protobuf.CodedOutputStream;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.concurrent.atomic.LongAdder;
import weir.proto.message.Header;

/**
 * Writes {@link Frame}s as prefix and header in one buffer, and the payload as it is, by reference.
 * What the other side would refuse for its length becomes a BAD_FRAME {@link
 * weir.proto.client.ParameterException} here, where it can be told who wrote it.
 */
public final class FrameEncoder extends ChannelOutboundHandlerAdapter {
  private static final int ORDINARY_HEADER = 1024;

  private final FrameLimits limits;
  private final LongAdder sentBytes;
  private final Checksum checksum = new Checksum();
  private final byte[] prefix = new byte[Frame.PREFIX];
  private final ByteBuffer prefixView = ByteBuffer.wrap(prefix).order(ByteOrder.LITTLE_ENDIAN);
  private final byte[] scratch = new byte[ORDINARY_HEADER];

  /**
   * @param sentBytes counts what is written
   */
  public FrameEncoder(FrameLimits limits, LongAdder sentBytes) {
    this.limits = limits;
    this.sentBytes = sentBytes;
  }

  @Override
  public void write(ChannelHandlerContext context, Object message, ChannelPromise promise)
      throws Exception {
    if (!(message instanceof Frame frame)) {
      context.write(message, promise);
      return;
    }
    ByteBuf payload = ((Payload.Bytes) frame.payload()).buffer();
    ByteBuf head;
    try {
      head = head(context, frame.header(), payload);
    } catch (IOException | RuntimeException failure) {
      payload.release();
      throw failure;
    }
    sentBytes.add((long) head.readableBytes() + payload.readableBytes());
    if (payload.isReadable()) {
      context.write(head, context.voidPromise());
      context.write(payload, promise);
    } else {
      payload.release();
      context.write(head, promise);
    }
  }

  private ByteBuf head(ChannelHandlerContext context, Header header, ByteBuf payload)
      throws IOException {
    int headerLength = header.getSerializedSize();
    int payloadLength = payload.readableBytes();
    requireWithin(header, "header", headerLength, 1, limits.header(header.getType()));
    requireWithin(header, "payload", payloadLength, 0, limits.payload());
    byte[] bytes = headerLength <= scratch.length ? scratch : new byte[headerLength];
    header.writeTo(CodedOutputStream.newInstance(bytes, 0, headerLength));
    int flags = HeaderRules.mayBeLarge(header.getType()) ? Frame.LARGE_HEADER : 0;
    prefixView.putInt(0, Frame.PREFIX - Integer.BYTES + headerLength + payloadLength);
    prefixView.putInt(4, flags << Frame.LENGTH_BITS | headerLength);
    prefixView.putInt(8, checksum.of(payload));
    prefixView.putInt(12, checksum.of(prefix, Frame.PREFIX - Integer.BYTES, bytes, headerLength));
    return context
        .alloc()
        .directBuffer(Frame.PREFIX + headerLength)
        .writeBytes(prefix)
        .writeBytes(bytes, 0, headerLength);
  }

  private static void requireWithin(Header header, String part, int length, int least, int most) {
    if (length > most) {
      throw BadFrame.because(
          header.getType()
              + " with "
              + part
              + " length "
              + length
              + " (expected: "
              + least
              + ".."
              + most
              + ")");
    }
  }
}
