package weir.server.optimizer;

/** Gradient descent without state: {@code w −= rate·g}. */
final class PlainRule implements Optimizer {

  @Override
  public Sweep sweep(long applied, double rate) {
    float step = (float) rate;
    return (weights, next, decay, from, to) -> {
      for (int i = from; i < to; i++) {
        next[i] = decay * weights[i] - step * next[i];
      }
    };
  }
}
