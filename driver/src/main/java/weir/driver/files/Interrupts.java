package weir.driver.files;

import java.io.IOException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;

/** What has to come to its end though the thread is interrupted: file systems elsewhere refuse. */
public final class Interrupts {
  private Interrupts() {}

  /** What may fail. */
  public interface Action {
    void run() throws IOException;
  }

  /** What may fail and comes to something. */
  public interface Work<T> {
    T run() throws IOException;
  }

  /** Runs it to its end in a thread that nobody interrupts; an interrupt waits until then. */
  public static void later(Action action) throws IOException {
    result(
        () -> {
          action.run();
          return null;
        });
  }

  /** The same, with what it comes to. */
  public static <T> T result(Work<T> work) throws IOException {
    FutureTask<T> task = new FutureTask<>(work::run);
    new Thread(task, "uninterrupted").start();
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return task.get();
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    } catch (ExecutionException e) {
      throw failure(e.getCause());
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** Waits until a thread has ended, or so long; an interrupt waits until then. */
  public static void join(Thread thread, long millis) {
    boolean interrupted = false;
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
    while (thread.isAlive() && System.nanoTime() < end) {
      try {
        thread.join(Math.max(1, TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime())));
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private static IOException failure(Throwable cause) {
    if (cause instanceof RuntimeException unchecked) {
      throw unchecked;
    }
    if (cause instanceof Error error) {
      throw error;
    }
    return (IOException) cause;
  }
}
