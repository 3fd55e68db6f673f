package weir.server.server;

import java.util.Locale;
import weir.proto.client.ParameterException;
import weir.proto.client.ParameterException.Code;

/** Heap promised to trainings, so that a training too large is refused whole. Thread-safe. */
final class HeapBudget {
  private static final double MEGABYTE = 1 << 20;

  private final long limitBytes;
  private long reservedBytes;

  HeapBudget(long limitBytes) {
    this.limitBytes = limitBytes;
  }

  /** Sets {@code bytes} aside; throws BAD_REQUEST when they do not fit. */
  synchronized void reserve(String jobId, long bytes) {
    if (bytes > limitBytes - reservedBytes) {
      throw new ParameterException(
          Code.BAD_REQUEST,
          String.format(
              Locale.ROOT,
              "job %s needs %.1f MB on this server, whose heap has %.1f MB, %.1f MB of them for"
                  + " other trainings; give the server's JVM a larger -Xmx, or use more servers",
              jobId,
              bytes / MEGABYTE,
              limitBytes / MEGABYTE,
              reservedBytes / MEGABYTE));
    }
    reservedBytes += bytes;
  }

  synchronized long reservedBytes() {
    return reservedBytes;
  }

  synchronized void release(long bytes) {
    reservedBytes -= bytes;
  }
}
