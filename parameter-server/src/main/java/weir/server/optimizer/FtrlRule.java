package weir.server.optimizer;

import weir.proto.spec.OptimizerSpec;

/**
 * FTRL-proximal (McMahan et al., "Ad Click Prediction: a View from the Trenches", 2013, algorithm
 * 1), alpha being the rate: {@code σ = (sqrt(n + g²) − sqrt(n)) / alpha}; {@code z += g − σw};
 * {@code n += g²}; {@code w = 0} where {@code |z| <= l1}, else {@code w = −(z − sign(z)·l1) /
 * ((beta + sqrt(n)) / alpha + l2)}.
 *
 * <p>The new weight is a function of the state alone, so there is nothing that weight decay could
 * shrink: {@link weir.proto.spec.UpdateSpec} refuses it, and decay is 1 here.
 */
final class FtrlRule implements Optimizer {
  private final OptimizerSpec.Ftrl spec;
  private final float[] linear;
  private final float[] sum;

  FtrlRule(OptimizerSpec.Ftrl spec, int length) {
    this.spec = spec;
    this.linear = new float[length];
    this.sum = new float[length];
  }

  @Override
  public Sweep sweep(long applied, double rate) {
    float inverse = (float) (1 / rate);
    float base = (float) (spec.beta() / rate + spec.l2());
    float l1 = (float) spec.l1();
    float[] z = linear;
    float[] n = sum;
    return (weights, next, decay, from, to) -> {
      for (int i = from; i < to; i++) {
        float gradient = next[i];
        float before = n[i];
        float square = before + gradient * gradient;
        float root = (float) Math.sqrt(square);
        float pull = (root - (float) Math.sqrt(before)) * inverse;
        float moved = z[i] + gradient - pull * weights[i];
        n[i] = square;
        z[i] = moved;
        // Inside ±l1 the difference is exactly 0; no branch, so that the loop becomes vectors.
        float inside = Math.max(-l1, Math.min(moved, l1));
        next[i] = (inside - moved) / (root * inverse + base);
      }
    };
  }
}
