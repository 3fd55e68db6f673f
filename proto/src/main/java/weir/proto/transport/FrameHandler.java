package weir.proto.transport;

import weir.proto.codec.Payload;
import weir.proto.message.Header;

/**
 * What a server does with frames. Calls for one connection come in order, one at a time: from its
 * event loop, or, in one JVM, from the thread that sends.
 */
public interface FrameHandler {

  /**
   * A whole, checksummed frame. The payload belongs to the caller and is released when this
   * returns: {@code retain()} it to keep it.
   */
  void onFrame(Connection connection, Header header, Payload payload);

  /** The connection is gone; nothing more comes from it. */
  void onClose(Connection connection);
}
