package weir.driver.files;

import java.io.IOException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

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
