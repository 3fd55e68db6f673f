package weir.proto.transport;

import io.netty.util.concurrent.EventExecutor;
import java.util.List;
import java.util.concurrent.Executor;
import weir.proto.client.ParameterException;
import weir.proto.codec.FrameLimits;

/**
 * Accepts connections on one endpoint and hands their frames to a {@link FrameHandler}. A handler
 * may share its work out among {@link #owners}. Thread-safe.
 */
public interface FrameServer extends AutoCloseable {

  /**
   * Binds and listens.
   *
   * @param bind port 0 chooses a free one: see {@link #endpoint()}
   * @param loops number of event loops, each a daemon thread; inside one JVM clients bring theirs
   * @param limits of what a socket may send
   * @throws ParameterException CONNECTION when the address cannot be bound
   */
  static FrameServer start(Endpoint bind, int loops, FrameLimits limits, FrameHandler handler) {
    return switch (bind.transport()) {
      case LOCAL -> LocalServer.start(bind, loops, handler);
      case TCP -> SocketServer.start(bind, loops, limits, ConnectionLimits.DEFAULT, handler);
    };
  }

  /** How many {@link #owners} a server with so many loops has. */
  static int owners(Endpoint.Transport transport, int loops) {
    return switch (transport) {
      case LOCAL -> LocalServer.OWNERS * loops;
      case TCP -> loops;
    };
  }

  /** The address for clients: the host it was bound with and the port it got. */
  Endpoint endpoint();

  /** Those who each do one piece of work at a time, always in the same order. */
  List<Executor> owners();

  /** Runs timers. */
  EventExecutor timers();

  /** Stops listening and closes every connection; clients fail what waits on theirs. */
  @Override
  void close();
}
