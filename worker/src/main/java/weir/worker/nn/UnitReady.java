package weir.worker.nn;

/** Told by the backward pass, from the last unit to the first. */
@FunctionalInterface
public interface UnitReady {
  /** The unit's gradient is complete and its weights are not read again in this step. */
  void ready(int unit) throws InterruptedException;
}
