package weir.worker.nn.layer;

import weir.tensor.RandomStream;

/**
 * Why and where in a training rows go through a network: what dropout and batch norm depend on.
 *
 * @param training false: evaluation, no gradients are kept
 * @param seed of the training
 * @param firstRow position of the first row among the virtual worker's rows of this step
 */
public record Pass(boolean training, long seed, long step, long virtualWorker, int firstRow) {
  /** Evaluation and prediction. */
  public static final Pass EVALUATION = new Pass(false, 0, 0, 0, 0);

  /** Numbers of this step and virtual worker for one use. */
  public RandomStream random(long stream) {
    return new RandomStream(seed, stream, step, virtualWorker);
  }
}
