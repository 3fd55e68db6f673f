package weir.driver.cli;

/** {@code weir COMMAND …}; {@code deploy/weir} starts it. */
public final class Main {
  private Main() {}

  /** Runs one command and ends the JVM with its exit code. */
  public static void main(String[] args) {
    // Spark keeps threads that are no daemons.
    System.exit(run(args));
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
