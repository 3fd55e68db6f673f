package weir.server.optimizer;

import weir.proto.spec.OptimizerSpec;

/** Builds the rule a spec describes. */
public final class Optimizers {
  private Optimizers() {}

  /**
   * A fresh rule with {@code spec.slots()} state arrays.
   *
   * @param length parameters of the chunk
   */
  public static Optimizer create(OptimizerSpec spec, int length) {
    return switch (spec.kind()) {
      case SGD -> {
        OptimizerSpec.Sgd sgd = (OptimizerSpec.Sgd) spec;
        yield sgd.momentum() == 0 ? new PlainRule() : new MomentumRule(sgd, length);
      }
      case EMA -> new EmaRule((OptimizerSpec.Ema) spec, length);
      case ADAM -> adam((OptimizerSpec.Adam) spec, length);
      case LAMB -> new LambRule((OptimizerSpec.Lamb) spec, length);
      case RMSPROP -> rmsProp((OptimizerSpec.RmsProp) spec, length);
      case ADAGRAD -> new AdagradRule((OptimizerSpec.Adagrad) spec, length);
      case ADADELTA -> new AdadeltaRule((OptimizerSpec.Adadelta) spec, length);
      case FTRL -> new FtrlRule((OptimizerSpec.Ftrl) spec, length);
    };
  }

  private static Optimizer adam(OptimizerSpec.Adam spec, int length) {
    return spec.amsGrad() ? new AmsGradRule(spec, length) : new AdamRule(spec, length);
  }

  private static Optimizer rmsProp(OptimizerSpec.RmsProp spec, int length) {
    return spec.centered() ? new CenteredRmsPropRule(spec, length) : new RmsPropRule(spec, length);
  }
}
