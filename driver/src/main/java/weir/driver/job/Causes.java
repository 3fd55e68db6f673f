package weir.driver.job;

import weir.driver.UserInputException;
import weir.worker.train.DivergenceException;

/** Finds the line in Spark's nested exceptions that tells what went wrong. */
final class Causes {
  private static final int LONGEST = 300;

  /** Where Spark's report on a barrier stage goes on, in the next line, with what happened. */
  private static final String WHY_FOLLOWS = "finished unsuccessfully.";

  private Causes() {}

  /** True when a worker ended the training because its loss is no number any more. */
  static boolean isDivergence(UserInputException failure) {
    Throwable cause = failure.getCause();
    return cause != null && cause.toString().contains(DivergenceException.class.getName());
  }

  /** The innermost exception's message. */
  static String root(Throwable thrown) {
    Throwable cause = thrown;
    while (cause.getCause() != null && cause.getCause() != cause) {
      cause = cause.getCause();
    }
    return line(told(cause.getMessage() == null ? cause.toString() : cause.getMessage()));
  }

  /** From where the reason begins, without the package of the exception. */
  private static String told(String message) {
    String first = message.strip().lines().findFirst().orElse("");
    if (!first.endsWith(WHY_FOLLOWS)) {
      return message;
    }
    String reason = message.strip().substring(first.length()).strip();
    return reason.isEmpty() ? message : reason.replaceFirst("^([a-z]\\w*\\.)+(?=[A-Z])", "");
  }

  /** The first line, cut where it is too long for a report. */
  static String line(String text) {
    String line = text.strip().lines().findFirst().orElse("");
    return line.length() > LONGEST ? line.substring(0, LONGEST) + " …" : line;
  }
}
