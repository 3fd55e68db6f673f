package weir.driver.data;

import java.io.EOFException;
import java.io.IOException;
import java.util.List;
import org.apache.hadoop.fs.Path;
import org.apache.spark.SparkThrowable;
import weir.driver.UserInputException;
import weir.driver.data.source.BadRowException;
import weir.driver.data.source.OpenQuoteException;
import weir.driver.data.source.RowPosition;
import weir.driver.data.source.RowSource;
import weir.driver.data.source.UnreadableFileException;
import weir.worker.nn.layer.InputValueException;

/** Turns what a Spark job throws because of the user's files into the one line for the user. */
public final class DataErrors {
  private DataErrors() {}

  /**
   * The error to throw for {@code failure}, which may be Spark's own checked exception although no
   * Java method declares it: the user's fault where it is, else as it was.
   */
  public static RuntimeException explain(Exception failure, List<RowSource> sources) {
    throwIfRefused(failure);
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof UserInputException input) {
        return input;
      }
      if (cause instanceof BadRowException bad) {
        return new UserInputException(place(bad.position(), sources) + bad.complaint(), failure);
      }
    }
    return unreadable(failure, sources);
  }

  /**
   * Says so where a layer refused a value of rows that had been read.
   *
   * @throws UserInputException with the layer's own words
   */
  public static void throwIfRefused(Exception failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof InputValueException value) {
        throw new UserInputException(value.getMessage(), failure);
      }
    }
  }

  /** True when a csv file has to be read whole, as a cell has a line break. */
  static boolean isOpenQuote(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof OpenQuoteException) {
        return true;
      }
    }
    return false;
  }

  /** The place of a row, as its source describes it. */
  static String place(RowPosition position, List<RowSource> sources) {
    for (RowSource source : sources) {
      if (source.files().contains(position.file())) {
        return source.describe(position);
      }
    }
    return position.file();
  }

  /** True when a job failed at a row or a file that was read. */
  public static boolean isOfReading(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof BadRowException
          || cause instanceof UnreadableFileException
          || isFailedRead(cause)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isFailedRead(Throwable cause) {
    return cause instanceof SparkThrowable known
        && String.valueOf(known.getCondition()).startsWith("FAILED_READ_FILE");
  }

  private static RuntimeException unreadable(Exception failure, List<RowSource> sources) {
    Throwable reason = null;
    String file = null;
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      String message = String.valueOf(cause.getMessage());
      if (isFailedRead(cause)) {
        file = known(((SparkThrowable) cause).getMessageParameters().get("path"), sources);
      }
      file = cause instanceof UnreadableFileException named ? named.file() : file;
      reason = cause instanceof IOException ? cause : reason;
    }
    if (reason == null) {
      return failure instanceof RuntimeException unchecked
          ? unchecked
          : new IllegalStateException("loading the data failed: " + failure.getMessage(), failure);
    }
    String why =
        reason instanceof EOFException ? "it ends too early" : String.valueOf(reason.getMessage());
    return new UserInputException(
        "cannot read "
            + (file == null ? "the data" : file)
            + ": "
            + why
            + " (expected: a whole, readable file)",
        failure);
  }

  /** Spark escapes some of the names that it tells. */
  private static String known(String told, List<RowSource> sources) {
    return sources.stream()
        .flatMap(source -> source.files().stream())
        .filter(file -> new Path(file).toUri().toString().equals(told))
        .findFirst()
        .orElse(told);
  }
}
