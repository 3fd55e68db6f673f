package weir.server.optimizer;

/**
 * The rule that turns mean gradients of one chunk into new weights, beside its state. Step counting
 * and bias corrections are done in double once per step, the loops over parameters in float.
 * Concurrency: single writer, the thread that owns the chunk.
 */
public interface Optimizer {

  /**
   * The loop of one step. Each parameter of the chunk must be swept exactly once before the next
   * step begins, in any order and any blocks.
   *
   * @param applied t: 1 for the first step that is applied
   * @param rate the learning rate of this step
   */
  Sweep sweep(long applied, double rate);
}
