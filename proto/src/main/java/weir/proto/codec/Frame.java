package weir.proto.codec;

import io.netty.util.ReferenceCounted;
import weir.proto.message.Header;

/**
 * One message: a header and the numbers behind it. Counts references as its payload does, so that
 * whoever drops a frame gives the payload back.
 *
 * @param payload {@link Payload#NONE} when the frame has none; never null
 * @param wireBytes what it took on the wire, prefix included; 0 before it is sent
 */
public record Frame(Header header, Payload payload, int wireBytes) implements ReferenceCounted {
  /** Bytes before the header. */
  public static final int PREFIX = 16;

  /** Flag: an INIT or CONTROL frame whose header may be large. */
  static final int LARGE_HEADER = 1;

  /** Bits of the header length; the flags are above them. */
  static final int LENGTH_BITS = 28;

  @Override
  public int refCnt() {
    return payload.holder().refCnt();
  }

  @Override
  public Frame retain() {
    payload.holder().retain();
    return this;
  }

  @Override
  public Frame retain(int increment) {
    payload.holder().retain(increment);
    return this;
  }

  @Override
  public Frame touch() {
    payload.holder().touch();
    return this;
  }

  @Override
  public Frame touch(Object hint) {
    payload.holder().touch(hint);
    return this;
  }

  @Override
  public boolean release() {
    return payload.holder().release();
  }

  @Override
  public boolean release(int decrement) {
    return payload.holder().release(decrement);
  }
}
