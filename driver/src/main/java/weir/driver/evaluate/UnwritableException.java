package weir.driver.evaluate;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import weir.driver.data.DataErrors;
import weir.driver.files.Disk;
import weir.driver.files.Location;

/** Predictions that cannot be written where they shall be. */
public final class UnwritableException extends UncheckedIOException {
  private static final long serialVersionUID = 1;

  private UnwritableException(String message, IOException cause) {
    super(message, cause);
  }

  /**
   * What to say where a job that wrote failed for its output: readers name the file in what they
   * throw, writers do not. Empty elsewhere.
   */
  static Optional<UnwritableException> of(Throwable failure, Location folder) {
    IOException reason = null;
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      reason = cause instanceof IOException io ? io : reason;
    }
    if (reason == null || DataErrors.isOfReading(failure)) {
      return Optional.empty();
    }
    String text = "predictions cannot be written to " + folder + ": " + Disk.reason(reason);
    return Optional.of(new UnwritableException(text + Disk.free(folder), reason));
  }
}
