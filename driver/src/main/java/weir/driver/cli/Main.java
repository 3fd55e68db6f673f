package weir.driver.cli;

import java.util.Optional;

/** {@code weir COMMAND …}; {@code deploy/weir} starts it. */
public final class Main {
  private Main() {}

  /** Runs one command and ends the JVM with its exit code. */
  public static void main(String[] args) {
    Thread.setDefaultUncaughtExceptionHandler(Main::died);
    // Spark keeps threads that are no daemons.
    System.exit(run(args));
  }

  /** A thread of Spark's or ours died; without memory nothing else can be trusted to go on. */
  private static void died(Thread thread, Throwable thrown) {
    Optional<String> memory = MemoryErrors.line(thrown);
    if (memory.isEmpty()) {
      System.err.println("weir: thread " + thread.getName() + " ended: " + thrown);
      return;
    }
    TaskLogs.silenceAll();
    System.err.println("weir: " + memory.get());
    System.exit(Failures.OTHER);
  }

  private static int run(String[] args) {
    try {
      return WeirCommand.commandLine(new SparkEngine()).execute(args);
    } catch (OutOfMemoryError e) {
      System.err.println("weir: " + MemoryErrors.line(e).orElseThrow());
    } catch (LinkageError e) {
      System.err.println("weir: " + e + "; weir doctor names jars that clash");
    }
    return Failures.OTHER;
  }
}
