package weir.server.optimizer;

import weir.proto.spec.OptimizerSpec;

/**
 * AMSGrad (Reddi, Kale and Kumar, "On the Convergence of Adam and Beyond", 2018): {@link AdamRule}
 * whose step is divided by the largest {@code s} seen so far, taken before bias correction as
 * PyTorch does.
 */
final class AmsGradRule implements Optimizer {
  private final OptimizerSpec.Adam spec;
  private final float[] first;
  private final float[] second;
  private final float[] largest;

  AmsGradRule(OptimizerSpec.Adam spec, int length) {
    this.spec = spec;
    this.first = new float[length];
    this.second = new float[length];
    this.largest = new float[length];
  }

  @Override
  public Sweep sweep(long applied, double rate) {
    AdamFactors factors = AdamFactors.of(spec, applied, rate);
    float beta1 = factors.beta1();
    float beta2 = factors.beta2();
    float fresh1 = factors.fresh1();
    float fresh2 = factors.fresh2();
    float step = factors.step();
    float spread = factors.spread();
    float epsilon = (float) spec.epsilon();
    float[] m = first;
    float[] s = second;
    float[] top = largest;
    return (weights, next, decay, from, to) -> {
      for (int i = from; i < to; i++) {
        float gradient = next[i];
        float mean = beta1 * m[i] + fresh1 * gradient;
        float square = beta2 * s[i] + fresh2 * gradient * gradient;
        float bound = Math.max(top[i], square);
        m[i] = mean;
        s[i] = square;
        top[i] = bound;
        float deviation = (float) Math.sqrt(bound) * spread + epsilon;
        next[i] = decay * weights[i] - step * mean / deviation;
      }
    };
  }
}
