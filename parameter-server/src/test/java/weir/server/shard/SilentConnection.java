package weir.server.shard;

import io.netty.buffer.PooledByteBufAllocator;
import weir.proto.codec.Payload;
import weir.proto.codec.Payloads;
import weir.proto.message.Header;
import weir.proto.transport.Connection;

/** Drops what it is told to send. */
final class SilentConnection implements Connection {
  private static final Payloads PAYLOADS = new Payloads(PooledByteBufAllocator.DEFAULT, false);

  private long answers;

  /** How many frames it dropped. */
  long answers() {
    return answers;
  }

  @Override
  public void send(Header header, Payload payload) {
    answers++;
    payload.release();
  }

  @Override
  public Payloads payloads() {
    return PAYLOADS;
  }

  @Override
  public String peer() {
    return "silent";
  }

  @Override
  public boolean isOpen() {
    return true;
  }

  @Override
  public void close() {
    throw new IllegalStateException("a server has no reason to close this");
  }
}
