package weir.driver.config;

/** What becomes of rows that cannot be read or prepared. */
public enum BadRows implements Choice {
  /** The first one ends the run. */
  REFUSE,
  /** They are left out, counted, and the first few are told. */
  SKIP
}
