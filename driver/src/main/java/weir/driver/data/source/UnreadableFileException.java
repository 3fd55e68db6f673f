package weir.driver.data.source;

import java.io.IOException;
import java.io.UncheckedIOException;

/** A file that cannot be read to its end. */
public final class UnreadableFileException extends UncheckedIOException {
  private static final long serialVersionUID = 1;
  private final String file;

  UnreadableFileException(String file, IOException cause) {
    super("cannot read " + file, cause);
    this.file = file;
  }

  /** Its name. */
  public String file() {
    return file;
  }
}
