package weir.driver.data.source;

/** A row that cannot be read, met by a task; the driver tells the user its line. */
public final class BadRowException extends RuntimeException {
  private static final long serialVersionUID = 1;
  private final RowPosition position;

  /** With what is wrong, to be read after the row's place. */
  public BadRowException(RowPosition position, String message) {
    this(position, message, null);
  }

  BadRowException(RowPosition position, String message, Throwable cause) {
    super(message, cause);
    this.position = position;
  }

  /** Where the row is. */
  public RowPosition position() {
    return position;
  }
}
