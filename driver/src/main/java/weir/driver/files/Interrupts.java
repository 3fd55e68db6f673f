package weir.driver.files;

import java.io.IOException;

/** What has to come to its end though the thread is interrupted: file systems elsewhere refuse. */
public final class Interrupts {
  private Interrupts() {}

  /** What may fail. */
  public interface Action {
    void run() throws IOException;
  }

  /** Runs it; an interrupt from before waits until it has ended. */
  public static void later(Action action) throws IOException {
    boolean interrupted = Thread.interrupted();
    try {
      action.run();
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
