package weir.server.optimizer;

import weir.proto.spec.OptimizerSpec;

/**
 * Adam (Kingma and Ba, 2014) with PyTorch's placement of epsilon: {@code m = β₁m + (1−β₁)g}, {@code
 * s = β₂s + (1−β₂)g²}, {@code w −= rate · (m / (1−β₁ᵗ)) / (sqrt(s / (1−β₂ᵗ)) + epsilon)}.
 */
final class AdamRule implements Optimizer {
  private final OptimizerSpec.Adam spec;
  private final float[] first;
  private final float[] second;

  AdamRule(OptimizerSpec.Adam spec, int length) {
    this.spec = spec;
    this.first = new float[length];
    this.second = new float[length];
  }

  @Override
  public Sweep sweep(long applied, double rate) {
    return sweep(AdamFactors.of(spec, applied, rate), (float) spec.epsilon(), first, second);
  }

  /** Adam's loop over its two moments. */
  static Sweep sweep(AdamFactors factors, float epsilon, float[] m, float[] s) {
    float beta1 = factors.beta1();
    float beta2 = factors.beta2();
    float fresh1 = factors.fresh1();
    float fresh2 = factors.fresh2();
    float step = factors.step();
    float spread = factors.spread();
    return (weights, next, decay, from, to) -> {
      for (int i = from; i < to; i++) {
        float gradient = next[i];
        float mean = beta1 * m[i] + fresh1 * gradient;
        float square = beta2 * s[i] + fresh2 * gradient * gradient;
        m[i] = mean;
        s[i] = square;
        float deviation = (float) Math.sqrt(square) * spread + epsilon;
        next[i] = decay * weights[i] - step * mean / deviation;
      }
    };
  }
}
