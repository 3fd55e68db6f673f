package weir.driver.cli;

import java.io.PrintWriter;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;
import org.apache.hadoop.util.ShutdownHookManager;

/**
 * Ctrl-C and SIGTERM: the command is interrupted and cleans up after itself, while Spark and the
 * file systems are still there. Their own hooks come later: Hadoop runs all of them in order.
 */
final class Interruption {
  /** Higher than those of Spark's hooks and of Hadoop's file systems. */
  private static final int PRIORITY = 1000;

  private static final long DEADLINE_SECONDS = 30;

  private volatile boolean asked;

  /** True when the JVM was told to end before the command had ended. */
  boolean asked() {
    return asked;
  }

  /**
   * Runs a command, which ends by itself or is interrupted.
   *
   * @param err where the latter is said
   * @param verbose shows what stopping breaks too
   */
  int during(PrintWriter err, boolean verbose, IntSupplier command) {
    CountDownLatch ended = new CountDownLatch(1);
    Thread thread = Thread.currentThread();
    Runnable hook =
        () -> {
          if (!verbose) {
            TaskLogs.silenceAll();
          }
          interrupt(thread, ended, err);
        };
    ShutdownHookManager hooks = ShutdownHookManager.get();
    // Hadoop cuts a hook off that takes longer than it was given.
    hooks.addShutdownHook(hook, PRIORITY, 2 * DEADLINE_SECONDS, TimeUnit.SECONDS);
    try {
      return command.getAsInt();
    } finally {
      ended.countDown();
      if (!hooks.isShutdownInProgress()) {
        hooks.removeShutdownHook(hook);
      }
    }
  }

  private void interrupt(Thread thread, CountDownLatch ended, PrintWriter err) {
    asked = true;
    say(err, "interrupted; what is not whole is removed");
    try {
      for (int second = 0; second < DEADLINE_SECONDS; second++) {
        // Again and again: some of what Spark does takes an interrupt for its own and goes on.
        thread.interrupt();
        if (ended.await(1, TimeUnit.SECONDS)) {
          return;
        }
      }
      say(err, "the command did not stop in " + DEADLINE_SECONDS + " s; see what it left behind");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void say(PrintWriter err, String line) {
    err.println();
    err.println("weir: " + line);
    err.flush();
  }
}
