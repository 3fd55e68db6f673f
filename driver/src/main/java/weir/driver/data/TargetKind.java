package weir.driver.data;

import weir.worker.loss.LossSpec;

/** What the labels are. */
public enum TargetKind {
  /** One of some classes: its target is the index of the class. */
  CLASSES,
  /** One of two classes; or numbers from 0 to 1, each the probability of a yes. */
  BINARY,
  /** A number. */
  NUMBER;

  /** What {@code loss} compares predictions with. */
  public static TargetKind of(LossSpec loss) {
    return switch (loss.kind()) {
      case SOFTMAX_CROSS_ENTROPY -> CLASSES;
      case BINARY_CROSS_ENTROPY -> BINARY;
      case MEAN_SQUARED_ERROR, MEAN_ABSOLUTE_ERROR, HUBER, SMOOTH_L1 -> NUMBER;
    };
  }
}
