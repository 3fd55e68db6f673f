package weir.driver;

import java.util.Locale;
import java.util.concurrent.Callable;

/**
 * Keeps the memory error of a task from Spark, which would end the JVM over it, in local mode that
 * of the command. Stateless.
 */
public final class TaskMemory {
  private TaskMemory() {}

  /** A task ran out of memory. Carries no cause: Spark looks for memory errors there too. */
  public static final class ExhaustedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private ExhaustedException(String message) {
      super(message);
    }
  }

  /**
   * What {@code body} gives.
   *
   * @throws ExhaustedException in one line, when memory does not suffice
   */
  public static <T> T guard(Callable<T> body) throws Exception {
    try {
      return body.call();
    } catch (OutOfMemoryError e) {
      throw new ExhaustedException(
          String.format(
              Locale.ROOT,
              "out of memory (%s; the heap is %,d MiB); set train.batchSize lower or"
                  + " train.accumulate higher, or --driver-memory or --executor-memory higher",
              e.getMessage(),
              Runtime.getRuntime().maxMemory() >> 20));
    }
  }
}
