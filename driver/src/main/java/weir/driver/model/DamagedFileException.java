package weir.driver.model;

import java.io.IOException;

/** A file holds something else than its format says; the message says what, not in which file. */
final class DamagedFileException extends IOException {
  private static final long serialVersionUID = 1;

  DamagedFileException(String message) {
    super(message);
  }
}
