package weir.server.optimizer;

/**
 * One step of an {@link Optimizer} over a range of a chunk. All arrays are indexed alike, which is
 * what lets the compiler turn the loop into vector instructions.
 */
public interface Sweep {

  /**
   * Writes {@code next[i] = decay·weights[i] − the rule's move} for {@code from <= i < to}.
   *
   * @param weights weights before the step; only read
   * @param next the mean gradient with penalties on entry, the new weights on return
   * @param decay factor of decoupled weight decay, 1 for none
   */
  void apply(float[] weights, float[] next, float decay, int from, int to);
}
