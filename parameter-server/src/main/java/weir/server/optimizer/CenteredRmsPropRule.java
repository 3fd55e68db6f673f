package weir.server.optimizer;

import weir.proto.spec.OptimizerSpec;

/**
 * Centered RMSprop: {@code s = alpha·s + (1 − alpha)·g²}, {@code a = alpha·a + (1 − alpha)·g};
 * {@code v = momentum·v + g / (sqrt(s − a²) + epsilon)}; {@code w −= rate·v}.
 */
final class CenteredRmsPropRule implements Optimizer {
  private final OptimizerSpec.RmsProp spec;
  private final float[] second;
  private final float[] average;
  private final float[] velocity;

  CenteredRmsPropRule(OptimizerSpec.RmsProp spec, int length) {
    this.spec = spec;
    this.second = new float[length];
    this.average = new float[length];
    this.velocity = spec.momentum() > 0 ? new float[length] : null;
  }

  @Override
  public Sweep sweep(long applied, double rate) {
    float step = (float) rate;
    float momentum = (float) spec.momentum();
    float[] v = velocity;
    if (v == null) {
      return (weights, next, decay, from, to) -> {
        normalize(next, from, to);
        for (int i = from; i < to; i++) {
          next[i] = decay * weights[i] - step * next[i];
        }
      };
    }
    return (weights, next, decay, from, to) -> {
      normalize(next, from, to);
      for (int i = from; i < to; i++) {
        float moved = momentum * v[i] + next[i];
        v[i] = moved;
        next[i] = decay * weights[i] - step * moved;
      }
    };
  }

  /** Each gradient becomes gradient / (deviation + epsilon). */
  private void normalize(float[] next, int from, int to) {
    float alpha = (float) spec.alpha();
    float fresh = (float) (1 - spec.alpha());
    float epsilon = (float) spec.epsilon();
    float[] s = second;
    float[] a = average;
    for (int i = from; i < to; i++) {
      float gradient = next[i];
      float square = alpha * s[i] + fresh * gradient * gradient;
      float mean = alpha * a[i] + fresh * gradient;
      s[i] = square;
      a[i] = mean;
      // With a constant gradient rounding can push the variance below zero.
      float variance = Math.max(square - mean * mean, 0f);
      next[i] = gradient / ((float) Math.sqrt(variance) + epsilon);
    }
  }
}
