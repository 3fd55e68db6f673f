package weir.server.optimizer;

import java.util.Arrays;
import weir.proto.spec.OptimizerSpec;

/**
 * Adagrad (Duchi, Hazan and Singer, 2011): {@code s += g²} from the initial accumulator; {@code w
 * −= rate / (1 + (t − 1)·decay) · g / (sqrt(s) + epsilon)}.
 */
final class AdagradRule implements Optimizer {
  private final OptimizerSpec.Adagrad spec;
  private final float[] sum;

  AdagradRule(OptimizerSpec.Adagrad spec, int length) {
    this.spec = spec;
    this.sum = new float[length];
    Arrays.fill(sum, (float) spec.initialAccumulator());
  }

  @Override
  public Sweep sweep(long applied, double rate) {
    float step = (float) (rate / (1 + (applied - 1) * spec.learningRateDecay()));
    float epsilon = (float) spec.epsilon();
    float[] s = sum;
    return (weights, next, decay, from, to) -> {
      for (int i = from; i < to; i++) {
        float gradient = next[i];
        float square = s[i] + gradient * gradient;
        s[i] = square;
        next[i] = decay * weights[i] - step * gradient / ((float) Math.sqrt(square) + epsilon);
      }
    };
  }
}
