package weir.driver.data;

/** What rows are for. */
public enum RowSet {
  /** Trained on. */
  TRAINING,
  /** Evaluated after every epoch. */
  VALIDATION,
  /** Evaluated at the end. */
  TEST;

  static RowSet of(int ordinal) {
    return values()[ordinal];
  }
}
