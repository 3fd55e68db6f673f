package weir.driver.job;

import java.io.NotSerializableException;
import org.apache.spark.SparkException;
import org.apache.spark.SparkThrowable;
import weir.driver.UserInputException;
import weir.driver.supervise.Cause;

/** Finds the line in Spark's nested exceptions that tells what went wrong. */
final class Causes {
  private static final int LONGEST = 300;

  /** Where Spark's report on a barrier stage goes on, in the next line, with what happened. */
  private static final String WHY_FOLLOWS = "finished unsuccessfully.";

  /** Spark's name of a job that somebody cancelled. */
  private static final String CANCELLED = "SPARK_JOB_CANCELLED";

  private Causes() {}

  /**
   * Why an attempt failed.
   *
   * @param stopped whether Spark itself was stopped
   */
  static Cause of(Throwable failure, boolean stopped) {
    if (stopped) {
      return new Cause(Cause.Kind.CANCELLED, "Spark was stopped");
    }
    boolean spark = false;
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof UserInputException input) {
        return new Cause(Cause.Kind.USERS_INPUT, input.getMessage());
      }
      if (cause instanceof SparkThrowable told && CANCELLED.equals(told.getCondition())) {
        return new Cause(Cause.Kind.CANCELLED, root(failure));
      }
      if (cause instanceof NotSerializableException) {
        return new Cause(Cause.Kind.DEFECT, cause.toString());
      }
      spark |= cause instanceof SparkException;
    }
    return spark
        ? new Cause(Cause.Kind.LOSS, root(failure))
        : new Cause(Cause.Kind.DEFECT, failure.toString());
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
