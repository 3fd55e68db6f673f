package weir.proto.transport;

import io.netty.buffer.ByteBuf;
import weir.proto.message.Header;

/**
 * What a server does with frames. All calls for one connection come from its event loop, in order.
 */
public interface FrameHandler {

  /**
   * A whole, checksummed frame. The payload belongs to the caller and is released when this
   * returns: {@code retain()} it to keep it. It has no bytes when the frame had none.
   */
  void onFrame(Connection connection, Header header, ByteBuf payload);

  /** The connection is gone; nothing more comes from it. */
  void onClose(Connection connection);
}
