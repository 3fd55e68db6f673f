package weir.server.optimizer;

import weir.proto.spec.OptimizerSpec;

/** The exponential average of gradients: {@code v = beta·v + (1 − beta)·g}; {@code w −= rate·v}. */
final class EmaRule implements Optimizer {
  private final OptimizerSpec.Ema spec;
  private final float[] average;

  EmaRule(OptimizerSpec.Ema spec, int length) {
    this.spec = spec;
    this.average = new float[length];
  }

  @Override
  public Sweep sweep(long applied, double rate) {
    float step = (float) rate;
    float beta = (float) spec.beta();
    float fresh = (float) (1 - spec.beta());
    float[] v = average;
    return (weights, next, decay, from, to) -> {
      for (int i = from; i < to; i++) {
        float moved = beta * v[i] + fresh * next[i];
        v[i] = moved;
        next[i] = decay * weights[i] - step * moved;
      }
    };
  }
}
