package weir.server.optimizer;

import weir.proto.spec.OptimizerSpec;

/**
 * Heavy-ball and Nesterov momentum: {@code v = g} at t = 1, then {@code v = momentum·v + (1 −
 * dampening)·g}; {@code w −= rate·v}, or {@code w −= rate·(g + momentum·v)}. As in PyTorch the
 * first step is not dampened.
 */
final class MomentumRule implements Optimizer {
  private final OptimizerSpec.Sgd spec;
  private final float[] velocity;

  MomentumRule(OptimizerSpec.Sgd spec, int length) {
    this.spec = spec;
    this.velocity = new float[length];
  }

  @Override
  public Sweep sweep(long applied, double rate) {
    float step = (float) rate;
    float momentum = (float) spec.momentum();
    float fresh = applied == 1 ? 1 : (float) (1 - spec.dampening());
    float[] v = velocity;
    if (spec.nesterov()) {
      return (weights, next, decay, from, to) -> {
        for (int i = from; i < to; i++) {
          float gradient = next[i];
          float moved = momentum * v[i] + fresh * gradient;
          v[i] = moved;
          next[i] = decay * weights[i] - step * (gradient + momentum * moved);
        }
      };
    }
    return (weights, next, decay, from, to) -> {
      for (int i = from; i < to; i++) {
        float moved = momentum * v[i] + fresh * next[i];
        v[i] = moved;
        next[i] = decay * weights[i] - step * moved;
      }
    };
  }
}
