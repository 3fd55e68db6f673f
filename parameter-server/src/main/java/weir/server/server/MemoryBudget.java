package weir.server.server;

import java.util.Locale;
import weir.proto.client.ParameterException;
import weir.proto.client.ParameterException.Code;

/**
 * One kind of memory, promised to trainings, so that a training too large is refused whole.
 * Thread-safe.
 */
final class MemoryBudget {
  private static final double MEGABYTE = 1 << 20;

  /**
   * What is promised.
   *
   * @param name as messages name it
   * @param option of the JVM that gives it more
   */
  enum Kind {
    HEAP("of its heap", "-Xmx"),
    DIRECT("of its buffers outside the heap", "-XX:MaxDirectMemorySize");

    private final String name;
    private final String option;

    Kind(String name, String option) {
      this.name = name;
      this.option = option;
    }
  }

  private final Kind kind;
  private final long limitBytes;
  private long reservedBytes;

  MemoryBudget(Kind kind, long limitBytes) {
    this.kind = kind;
    this.limitBytes = limitBytes;
  }

  /** Sets {@code bytes} aside; throws BAD_REQUEST when they do not fit. */
  synchronized void reserve(String jobId, long bytes) {
    if (bytes > limitBytes - reservedBytes) {
      throw new ParameterException(
          Code.BAD_REQUEST,
          String.format(
              Locale.ROOT,
              "job %s needs %.1f MB on this server, which gives trainings %.1f MB %s, %.1f MB of"
                  + " them to others; give the server's JVM a larger %s, or use more servers",
              jobId,
              bytes / MEGABYTE,
              limitBytes / MEGABYTE,
              kind.name,
              reservedBytes / MEGABYTE,
              kind.option));
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
