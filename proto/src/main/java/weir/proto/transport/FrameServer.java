package weir.proto.transport;

import io.netty.channel.EventLoop;
import java.util.List;
import weir.proto.client.ParameterException;
import weir.proto.codec.FrameLimits;

/**
 * Accepts connections on one endpoint and hands their frames to a {@link FrameHandler}. A handler
 * may give work to {@link #loops()}, and run it at once when it is already on the right one.
 * Thread-safe.
 */
public interface FrameServer extends AutoCloseable {

  /**
   * Binds and listens.
   *
   * @param bind port 0 chooses a free one: see {@link #endpoint()}
   * @param loops number of event loops, each a daemon thread
   * @param limits of what a socket may send
   * @throws ParameterException CONNECTION when the address cannot be bound
   */
  static FrameServer start(Endpoint bind, int loops, FrameLimits limits, FrameHandler handler) {
    return switch (bind.transport()) {
      case LOCAL -> LocalServer.start(bind, loops, handler);
      case TCP -> SocketServer.start(bind, loops, limits, handler);
    };
  }

  /** The address for clients: the host it was bound with and the port it got. */
  Endpoint endpoint();

  /** The threads for work, always in the same order. */
  List<EventLoop> loops();

  /** Stops listening and closes every connection; clients fail what waits on theirs. */
  @Override
  void close();
}
