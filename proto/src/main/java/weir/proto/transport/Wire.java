package weir.proto.transport;

import io.netty.util.concurrent.EventExecutor;
import weir.proto.codec.Frame;
import weir.proto.codec.Payloads;

/** What carries a {@link FrameClient}'s frames to its server. Thread-safe. */
interface Wire {

  /**
   * Takes the frame over; drops it once closed. Lower {@code priority} goes first. Never blocks.
   */
  void send(Frame frame, int priority);

  /** Where payloads come from. */
  Payloads payloads();

  /** Runs the client's timers. */
  EventExecutor timers();

  /** Bytes sent so far. */
  long sentBytes();

  /** Forgets what has not been sent; nothing more arrives when this has returned. */
  void close();
}
