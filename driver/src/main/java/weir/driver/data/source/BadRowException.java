package weir.driver.data.source;

/** A row that cannot be read, met by a task; the driver tells the user its line. */
public final class BadRowException extends RuntimeException {
  private static final long serialVersionUID = 1;
  private final RowPosition position;
  private final String complaint;

  /** With what is wrong, to be read after the row's place. */
  public BadRowException(RowPosition position, String complaint) {
    this(position, complaint, null);
  }

  BadRowException(RowPosition position, String complaint, Throwable cause) {
    super(InputPaths.shortName(position.file()) + complaint, cause);
    this.position = position;
    this.complaint = complaint;
  }

  /** Where the row is. */
  public RowPosition position() {
    return position;
  }

  /** What is wrong, to be read after the row's place. */
  public String complaint() {
    return complaint;
  }
}
