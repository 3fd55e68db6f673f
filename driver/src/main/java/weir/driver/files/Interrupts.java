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

  /** Runs it to its end in a thread that nobody interrupts; an interrupt waits until then. */
  public static void later(Action action) throws IOException {
    FutureTask<Void> task =
        new FutureTask<>(
            () -> {
              action.run();
              return null;
            });
    new Thread(task, "uninterrupted").start();
    boolean interrupted = false;
    try {
      while (true) {
        try {
          task.get();
          return;
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException failure) {
        throw failure;
      }
      throw new IllegalStateException(e.getCause());
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
