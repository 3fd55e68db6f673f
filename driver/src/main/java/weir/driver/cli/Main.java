package weir.driver.cli;

/** {@code weir COMMAND …}; {@code deploy/weir} starts it. */
public final class Main {
  private Main() {}

  /** Runs one command and ends the JVM with its exit code. */
  public static void main(String[] args) {
    int code = WeirCommand.commandLine(new SparkEngine()).execute(args);
    // Spark keeps threads that are no daemons.
    System.exit(code);
  }
}
