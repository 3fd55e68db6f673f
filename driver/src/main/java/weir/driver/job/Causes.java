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

  /** The first line, cut where it is too long for a report. */
  static String line(String text) {
    String line = text.strip().lines().findFirst().orElse("");
    return line.length() > LONGEST ? line.substring(0, LONGEST) + " …" : line;
  }
}
