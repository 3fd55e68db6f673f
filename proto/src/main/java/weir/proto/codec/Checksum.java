package weir.proto.codec;

import io.netty.buffer.ByteBuf;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/** CRC32C (Castagnoli) of frames. Not thread-safe: one per codec. */
final class Checksum {
  private final CRC32C crc = new CRC32C();

  /** Over a head array's first bytes, then a header array's first bytes. */
  int of(byte[] prefix, int prefixLength, byte[] header, int headerLength) {
    crc.reset();
    crc.update(prefix, 0, prefixLength);
    crc.update(header, 0, headerLength);
    return (int) crc.getValue();
  }

  /** Over the readable bytes, which stay readable. */
  int of(ByteBuf payload) {
    crc.reset();
    if (payload.nioBufferCount() == 1) {
      crc.update(payload.internalNioBuffer(payload.readerIndex(), payload.readableBytes()));
    } else {
      for (ByteBuffer piece : payload.nioBuffers()) {
        crc.update(piece);
      }
    }
    return (int) crc.getValue();
  }
}
