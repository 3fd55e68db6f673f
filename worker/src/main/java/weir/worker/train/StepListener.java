package weir.worker.train;

import weir.proto.client.StepTotals;

/** Hears of every step, on the worker's thread, in order of steps; should return quickly. */
public interface StepListener {
  /** Hears nothing. */
  StepListener NONE = new StepListener() {};

  /**
   * A virtual worker's forward pass is done.
   *
   * @param weight sum of its loss weights
   * @param loss sum of its weighted losses: loss / weight is its mean loss
   */
  default void leafDone(long step, int leaf, double weight, double loss) {}

  /** A step has been applied; its totals are the same on every worker. */
  default void stepDone(StepTotals totals) {}
}
