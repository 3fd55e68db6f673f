package weir.proto.transport;

import weir.proto.codec.Payload;
import weir.proto.codec.Payloads;
import weir.proto.message.Header;

/** One peer, as a {@link FrameHandler} sees it. Thread-safe. */
public interface Connection {

  /**
   * Sends a frame; ownership of {@code payload} passes to the connection (also when it is closed,
   * then the payload is released and the frame forgotten). Never blocks.
   *
   * @param payload {@link Payload#NONE} for none
   */
  void send(Header header, Payload payload);

  /** The same without numbers. */
  default void send(Header header) {
    send(header, Payload.NONE);
  }

  /** Where payloads come from. */
  Payloads payloads();

  /** The peer's address, for messages. */
  String peer();

  /** False once closed. */
  boolean isOpen();

  /** Closes this connection alone. */
  void close();
}
