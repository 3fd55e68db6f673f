package weir.proto.transport;

import java.net.ConnectException;
import java.net.UnknownHostException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import weir.proto.client.ParameterException;
import weir.proto.client.ParameterException.Code;

/** One client's attempts to connect until its time is over. */
final class Connecting {
  private static final long FIRST_PAUSE_MILLIS = 20;
  private static final long LONGEST_PAUSE_MILLIS = 500;

  private final FrameClientSpec spec;
  private final Dialer dialer;
  private final long endNanos;

  Connecting(FrameClientSpec spec, Dialer dialer) {
    this.spec = spec;
    this.dialer = dialer;
    this.endNanos = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(spec.connectMillis());
  }

  FrameClient connect() throws InterruptedException {
    long pause = FIRST_PAUSE_MILLIS;
    Throwable cause = null;
    while (true) {
      try {
        return dialer.dial(leftMillis());
      } catch (ExecutionException failure) {
        cause = failure.getCause();
      } catch (TimeoutException failure) {
        // The last attempt may just have had no time: an earlier reason says more.
        cause = cause == null ? failure : cause;
      }
      if (cause instanceof ParameterException known && known.code() == Code.INCOMPATIBLE) {
        throw known;
      }
      if (leftMillis() <= pause) {
        throw new ParameterException(
            Code.CONNECTION,
            spec.peer()
                + " unreachable for "
                + spec.connectMillis() / 1000.0
                + " s ("
                + reason(cause)
                + "); "
                + spec.hint(),
            cause);
      }
      Thread.sleep(pause);
      pause = Math.min(LONGEST_PAUSE_MILLIS, 2 * pause);
    }
  }

  private long leftMillis() {
    return Math.max(1, TimeUnit.NANOSECONDS.toMillis(endNanos - System.nanoTime()));
  }

  private static String reason(Throwable cause) {
    if (cause instanceof ConnectException) {
      return "connection refused";
    }
    if (cause instanceof UnknownHostException) {
      return "unknown host";
    }
    return cause instanceof ParameterException || cause instanceof TimeoutException
        ? cause.getMessage()
        : cause.toString();
  }
}
