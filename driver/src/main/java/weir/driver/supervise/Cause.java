package weir.driver.supervise;

/**
 * Why a stage ended without a result.
 *
 * @param text one line
 */
public record Cause(Kind kind, String text) {
  /** What may follow. */
  public enum Kind {
    /** A part of the cluster failed: another attempt may succeed. */
    LOSS,
    /** Somebody wants the training to end. */
    CANCELLED,
    /** The user must mend something: another attempt would end in the same. */
    USERS_INPUT,
    /** Our own mistake: another attempt would end in the same. */
    DEFECT
  }
}
