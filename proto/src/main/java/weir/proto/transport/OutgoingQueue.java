package weir.proto.transport;

import io.netty.channel.Channel;
import java.util.PriorityQueue;
import java.util.concurrent.RejectedExecutionException;
import weir.proto.codec.Frame;

/**
 * Frames that wait for their turn on a channel: lowest priority number first, equal ones in order.
 * Only what the channel can take at once is handed to it, so that a front layer overtakes what has
 * not yet left. Thread-safe; {@link #drain} runs on the channel's event loop.
 */
final class OutgoingQueue {
  private record Outgoing(Frame frame, int priority, long sequence)
      implements Comparable<Outgoing> {
    @Override
    public int compareTo(Outgoing other) {
      return priority != other.priority
          ? Integer.compare(priority, other.priority)
          : Long.compare(sequence, other.sequence);
    }
  }

  private final Channel channel;
  private final Runnable drain = this::drain;
  private final PriorityQueue<Outgoing> queue = new PriorityQueue<>();
  private long sequence;
  private boolean scheduled;
  private boolean closed;

  OutgoingQueue(Channel channel) {
    this.channel = channel;
  }

  /** Takes the frame over; drops it when the channel is closed. */
  void offer(Frame frame, int priority) {
    boolean wake;
    synchronized (this) {
      if (closed) {
        frame.release();
        return;
      }
      queue.add(new Outgoing(frame, priority, sequence++));
      wake = !scheduled;
      scheduled = true;
    }
    if (wake) {
      if (channel.eventLoop().inEventLoop()) {
        drain();
      } else {
        execute();
      }
    }
  }

  private void execute() {
    try {
      channel.eventLoop().execute(drain);
    } catch (RejectedExecutionException shutDown) {
      close(); // the loop ends with its connections, whose closing fails all that wait
    }
  }

  /** Writes as much as the channel takes; goes on when it becomes writable again. */
  void drain() {
    boolean wrote = false;
    for (Frame frame = next(); frame != null; frame = next()) {
      channel.write(frame, channel.voidPromise());
      wrote = true;
    }
    if (wrote) {
      channel.flush();
    }
  }

  private synchronized Frame next() {
    if (queue.isEmpty()) {
      scheduled = false;
      return null;
    }
    return channel.isWritable() || closed ? queue.poll().frame() : null;
  }

  /** Drops what waits and whatever is offered later. */
  synchronized void close() {
    closed = true;
    queue.forEach(outgoing -> outgoing.frame().release());
    queue.clear();
  }
}
