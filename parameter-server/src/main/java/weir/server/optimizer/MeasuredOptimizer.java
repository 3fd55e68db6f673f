package weir.server.optimizer;

/** A rule whose step is scaled by the norm of its move, tensor by tensor. */
public interface MeasuredOptimizer extends Optimizer {

  /**
   * The loop that tells what the rule would subtract at rate 1, without decay, and changes no
   * state: {@code next} holds mean gradients on entry and the move on return.
   *
   * @param applied t: 1 for the first step that is applied
   */
  Sweep move(long applied);
}
