package weir.worker.data;

/**
 * More numbers than one array holds would be worked on at once. The same job and rows end in the
 * same error.
 */
public final class BatchTooLargeException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** What arrays hold on any JVM. */
  public static final int MOST = Integer.MAX_VALUE - 8;

  private BatchTooLargeException(String message) {
    super(message);
  }

  /**
   * Refuses arrays of {@code rows} times {@code each} numbers that are too long.
   *
   * @param what the rows are of, for the message
   */
  public static void check(String what, long rows, long each) {
    if (each > 0 && rows > MOST / each) {
      throw new BatchTooLargeException(
          what
              + ": a micro-batch of "
              + rows
              + " rows of "
              + each
              + " numbers (expected: at most "
              + MOST / each
              + " rows at once); set train.accumulate higher or train.batchSize lower");
    }
  }

  /** The failure of sparse rows that store too many numbers. */
  static BatchTooLargeException stored(long numbers, int rows) {
    return new BatchTooLargeException(
        "a micro-batch of "
            + rows
            + " rows that store "
            + numbers
            + " numbers (expected: at most "
            + MOST
            + "); set train.accumulate higher or train.batchSize lower");
  }
}
