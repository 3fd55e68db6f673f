package weir.driver.data.source;

/**
 * A line of a csv file ends inside quotes, so its records are no lines: files must be read whole.
 */
public final class OpenQuoteException extends RuntimeException {
  private static final long serialVersionUID = 1;

  OpenQuoteException(RowPosition position) {
    super("a line of " + position.file() + " ends inside quotes");
  }
}
