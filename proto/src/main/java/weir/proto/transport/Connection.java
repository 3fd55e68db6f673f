package weir.proto.transport;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import weir.proto.message.Header;

/** One peer, as a {@link FrameHandler} sees it. Thread-safe. */
public interface Connection {

  /**
   * Sends a frame; ownership of {@code payload} passes to the connection (also when it is closed,
   * then the payload is released and the frame forgotten). Never blocks.
   *
   * @param payload little-endian bytes, or null for none
   */
  void send(Header header, ByteBuf payload);

  /** Where payloads come from. */
  ByteBufAllocator allocator();

  /** The peer's address, for messages. */
  String peer();

  /** False once closed. */
  boolean isOpen();

  /** Closes this connection alone. */
  void close();
}
