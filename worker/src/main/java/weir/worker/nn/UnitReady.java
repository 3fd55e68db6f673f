package weir.worker.nn;

/**
 * Told by the backward pass, from the first unit that learns to the last, each from its start to
 * its end.
 */
@FunctionalInterface
public interface UnitReady {
  /**
   * The unit's gradient before {@code end}, a position in the flat vector, is final, and its
   * weights are not read again in this step.
   */
  void ready(int unit, int end) throws InterruptedException;
}
