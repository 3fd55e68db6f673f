package weir.proto.client;

/** A named failure of the data or control plane: what went wrong, with whom, what to do. */
public final class ParameterException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** The cause as the wire names it. */
  public enum Code {
    /** The peer cannot be reached or closed the connection. */
    CONNECTION,
    /** Nothing came back within the deadline. */
    DEADLINE,
    /** Contributions of other workers are missing past the deadline. */
    MISSING_CONTRIBUTIONS,
    /** The frame was malformed. */
    BAD_FRAME,
    /** The request does not fit the training: unknown job, range, unit, node. */
    BAD_REQUEST,
    /** The step or version is too old or too new for what the shard holds. */
    STALE_STEP,
    /** The sender was restarted since: a newer incarnation has been seen. */
    STALE_INCARNATION,
    /** The two sides speak different protocol versions, or their BLAS differs. */
    INCOMPATIBLE,
    /** The calling thread was interrupted while it waited; its interrupt flag is set again. */
    INTERRUPTED,
    /** A defect: the peer threw something else. */
    INTERNAL
  }

  private final Code code;

  public ParameterException(Code code, String message) {
    super(message);
    this.code = code;
  }

  public ParameterException(Code code, String message, Throwable cause) {
    super(message, cause);
    this.code = code;
  }

  /** The cause as the wire names it. */
  public Code code() {
    return code;
  }
}
