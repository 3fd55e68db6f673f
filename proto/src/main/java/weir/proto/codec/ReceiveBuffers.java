package weir.proto.codec;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.DefaultMaxMessagesRecvByteBufAllocator;

/**
 * Lets a socket read a payload to where it belongs: while one is in progress the next read goes
 * straight into it and ends with it. Otherwise a small buffer takes headers and whatever follows
 * them, so that little of a large payload is copied.
 */
final class ReceiveBuffers extends DefaultMaxMessagesRecvByteBufAllocator {
  private static final int BETWEEN_PAYLOADS = 4096;

  private final FrameReader reader;

  ReceiveBuffers(FrameReader reader) {
    this.reader = reader;
  }

  @Override
  public ExtendedHandle newHandle() {
    return new PayloadHandle();
  }

  private final class PayloadHandle extends MaxMessageHandle {
    @Override
    public ByteBuf allocate(ByteBufAllocator allocator) {
      ByteBuf payload = reader.payloadInProgress();
      return payload == null ? allocator.ioBuffer(BETWEEN_PAYLOADS) : payload.retain();
    }

    @Override
    public int guess() {
      ByteBuf payload = reader.payloadInProgress();
      return payload == null ? BETWEEN_PAYLOADS : payload.writableBytes();
    }
  }
}
