package weir.server.optimizer;

import weir.proto.spec.OptimizerSpec;

/**
 * LAMB (You et al., 2019): Adam with decoupled decay at a rate of each tensor's own, {@code rate ·
 * |w| / |u|}; whoever knows the norms passes that rate to {@link #sweep}.
 */
final class LambRule implements MeasuredOptimizer {
  private final OptimizerSpec.Lamb spec;
  private final float[] first;
  private final float[] second;

  LambRule(OptimizerSpec.Lamb spec, int length) {
    this.spec = spec;
    this.first = new float[length];
    this.second = new float[length];
  }

  @Override
  public Sweep sweep(long applied, double rate) {
    AdamFactors factors = AdamFactors.of(spec, applied, rate);
    return AdamRule.sweep(factors, (float) spec.epsilon(), first, second);
  }

  @Override
  public Sweep move(long applied) {
    AdamFactors factors = AdamFactors.of(spec, applied, 1);
    float beta1 = factors.beta1();
    float beta2 = factors.beta2();
    float fresh1 = factors.fresh1();
    float fresh2 = factors.fresh2();
    float step = factors.step();
    float spread = factors.spread();
    float epsilon = (float) spec.epsilon();
    float[] m = first;
    float[] s = second;
    return (weights, next, decay, from, to) -> {
      for (int i = from; i < to; i++) {
        float gradient = next[i];
        float mean = beta1 * m[i] + fresh1 * gradient;
        float square = beta2 * s[i] + fresh2 * gradient * gradient;
        float deviation = (float) Math.sqrt(square) * spread + epsilon;
        next[i] = step * mean / deviation;
      }
    };
  }
}
