package weir.driver.job;

/** Finds the line in Spark's nested exceptions that tells what went wrong. */
final class Causes {
  private static final int LONGEST = 300;

  private Causes() {}

  /** The innermost exception's message. */
  static String root(Throwable thrown) {
    Throwable cause = thrown;
    while (cause.getCause() != null && cause.getCause() != cause) {
      cause = cause.getCause();
    }
    return line(cause.getMessage() == null ? cause.toString() : cause.getMessage());
  }

  /** One line for the report. */
  static String summary(Throwable thrown) {
    String message = root(thrown);
    return message.contains("ExecutorLostFailure") || message.contains("xecutor lost")
        ? "executor lost"
        : message;
  }

  private static String line(String text) {
    String line = text.strip().lines().findFirst().orElse("");
    return line.length() > LONGEST ? line.substring(0, LONGEST) + " …" : line;
  }
}
