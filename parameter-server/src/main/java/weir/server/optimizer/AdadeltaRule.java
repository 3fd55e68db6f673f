package weir.server.optimizer;

import weir.proto.spec.OptimizerSpec;

/**
 * Adadelta (Zeiler, 2012): {@code s = rho·s + (1 − rho)·g²}, {@code d = sqrt(u + epsilon) / sqrt(s
 * + epsilon) · g}, {@code u = rho·u + (1 − rho)·d²}; {@code w −= rate·d}.
 */
final class AdadeltaRule implements Optimizer {
  private final OptimizerSpec.Adadelta spec;
  private final float[] squares;
  private final float[] moves;

  AdadeltaRule(OptimizerSpec.Adadelta spec, int length) {
    this.spec = spec;
    this.squares = new float[length];
    this.moves = new float[length];
  }

  @Override
  public Sweep sweep(long applied, double rate) {
    float step = (float) rate;
    float rho = (float) spec.rho();
    float fresh = (float) (1 - spec.rho());
    float epsilon = (float) spec.epsilon();
    float[] s = squares;
    float[] u = moves;
    return (weights, next, decay, from, to) -> {
      for (int i = from; i < to; i++) {
        float gradient = next[i];
        float square = rho * s[i] + fresh * gradient * gradient;
        float past = u[i];
        float move =
            (float) Math.sqrt(past + epsilon) / (float) Math.sqrt(square + epsilon) * gradient;
        s[i] = square;
        u[i] = rho * past + fresh * move * move;
        next[i] = decay * weights[i] - step * move;
      }
    };
  }
}
