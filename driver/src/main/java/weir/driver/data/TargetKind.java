package weir.driver.data;

/** What the label is. */
public enum TargetKind {
  /** One of some classes: its target is the index of the class. */
  CLASSES,
  /** A number. */
  NUMBER
}
