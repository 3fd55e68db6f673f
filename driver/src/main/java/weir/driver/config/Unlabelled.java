package weir.driver.config;

/** What becomes of rows without a label. */
public enum Unlabelled implements Choice {
  /** The first one ends the run. */
  REFUSE,
  /** They are left out, and counted. */
  DROP
}
