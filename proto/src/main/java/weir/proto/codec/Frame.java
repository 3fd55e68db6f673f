package weir.proto.codec;

import io.netty.buffer.ByteBuf;
import io.netty.util.ReferenceCounted;
import weir.proto.message.Header;

/**
 * One message of the wire: a header and its raw little-endian payload. Counts references as its
 * payload does, so that whoever drops a frame gives the payload back.
 *
 * @param payload without readable bytes when the frame has none; never null
 * @param wireBytes what it took on the wire, prefix included; 0 before it is encoded
 */
public record Frame(Header header, ByteBuf payload, int wireBytes) implements ReferenceCounted {
  /** Bytes before the header. */
  public static final int PREFIX = 16;

  /** Flag: the payload's CRC32C is in the prefix. */
  static final int PAYLOAD_CHECKED = 1;

  /** Flag: an INIT or CONTROL frame whose header may be large. */
  static final int LARGE_HEADER = 2;

  /** Bits of the header length; the flags are above them. */
  static final int LENGTH_BITS = 28;

  @Override
  public int refCnt() {
    return payload.refCnt();
  }

  @Override
  public Frame retain() {
    payload.retain();
    return this;
  }

  @Override
  public Frame retain(int increment) {
    payload.retain(increment);
    return this;
  }

  @Override
  public Frame touch() {
    payload.touch();
    return this;
  }

  @Override
  public Frame touch(Object hint) {
    payload.touch(hint);
    return this;
  }

  @Override
  public boolean release() {
    return payload.release();
  }

  @Override
  public boolean release(int decrement) {
    return payload.release(decrement);
  }
}
