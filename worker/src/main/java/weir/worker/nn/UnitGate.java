package weir.worker.nn;

/** Lets the forward pass of a unit wait for that unit's weights only. */
@FunctionalInterface
public interface UnitGate {
  /** Weights are there already: evaluation, prediction. */
  UnitGate OPEN = unit -> {};

  /** Returns when the unit's slice of the weights may be read. */
  void await(int unit) throws InterruptedException;
}
