package weir.proto.transport;

import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Bounds the bytes that are on their way through one connection: whoever would exceed the limit
 * waits until answers have come. A single message larger than the limit goes alone. Thread-safe.
 */
final class Credits {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final long limit;
  private long inFlight;
  private boolean closed;

  Credits(long limit) {
    if (limit < 1) {
      throw new IllegalArgumentException("creditBytes=" + limit + " (expected: > 0)");
    }
    this.limit = limit;
  }

  /** Takes {@code bytes}; false when the time is over or the connection closed first. */
  boolean acquire(long bytes, long waitNanos) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      long left = waitNanos;
      while (!closed && inFlight > 0 && inFlight + bytes > limit) {
        if (left <= 0) {
          return false;
        }
        left = changed.awaitNanos(left);
      }
      if (!closed) {
        inFlight += bytes;
      }
      return !closed;
    } finally {
      lock.unlock();
    }
  }

  /** Gives {@code bytes} back. */
  void release(long bytes) {
    lock.lock();
    try {
      inFlight -= bytes;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Lets everybody go who waits. */
  void close() {
    lock.lock();
    try {
      closed = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
