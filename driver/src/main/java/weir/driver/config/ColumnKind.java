package weir.driver.config;

/** What the values of a column are. */
public enum ColumnKind implements Choice {
  /** Numbers: equal ones are one value, however they are written. */
  NUMBER,
  /** Texts: {@code 1}, {@code 01} and {@code 1.0} are three values. */
  TEXT
}
