package weir.server.optimizer;

import weir.proto.spec.OptimizerSpec;

/**
 * RMSprop, not centered: {@code s = alpha·s + (1 − alpha)·g²}; {@code v = momentum·v + g / (sqrt(s)
 * + epsilon)}; {@code w −= rate·v}.
 */
final class RmsPropRule implements Optimizer {
  private final OptimizerSpec.RmsProp spec;
  private final float[] second;
  private final float[] velocity;

  RmsPropRule(OptimizerSpec.RmsProp spec, int length) {
    this.spec = spec;
    this.second = new float[length];
    this.velocity = spec.momentum() > 0 ? new float[length] : null;
  }

  @Override
  public Sweep sweep(long applied, double rate) {
    float step = (float) rate;
    float alpha = (float) spec.alpha();
    float fresh = (float) (1 - spec.alpha());
    float epsilon = (float) spec.epsilon();
    float momentum = (float) spec.momentum();
    float[] s = second;
    float[] v = velocity;
    if (v == null) {
      return (weights, next, decay, from, to) -> {
        for (int i = from; i < to; i++) {
          float gradient = next[i];
          float square = alpha * s[i] + fresh * gradient * gradient;
          s[i] = square;
          next[i] = decay * weights[i] - step * gradient / ((float) Math.sqrt(square) + epsilon);
        }
      };
    }
    return (weights, next, decay, from, to) -> {
      for (int i = from; i < to; i++) {
        float gradient = next[i];
        float square = alpha * s[i] + fresh * gradient * gradient;
        s[i] = square;
        float moved = momentum * v[i] + gradient / ((float) Math.sqrt(square) + epsilon);
        v[i] = moved;
        next[i] = decay * weights[i] - step * moved;
      }
    };
  }
}
