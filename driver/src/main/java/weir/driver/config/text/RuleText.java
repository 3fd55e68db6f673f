package weir.driver.config.text;

import java.util.Map;
import weir.proto.spec.OptimizerSpec;

/** Rules of the optimizer, back into job files. */
final class RuleText {
  private RuleText() {}

  /** Puts the options of {@code rule} into {@code map}; returns its name in job files. */
  static String write(OptimizerSpec rule, Map<String, Object> map) {
    return switch (rule.kind()) {
      case SGD -> sgd((OptimizerSpec.Sgd) rule, map);
      case EMA -> {
        map.put("beta", ((OptimizerSpec.Ema) rule).beta());
        yield "ema";
      }
      case ADAM -> adam((OptimizerSpec.Adam) rule, map);
      case LAMB -> {
        var lamb = (OptimizerSpec.Lamb) rule;
        map.put("beta1", lamb.beta1());
        map.put("beta2", lamb.beta2());
        map.put("epsilon", lamb.epsilon());
        map.put("biasCorrection", lamb.biasCorrection());
        yield "lamb";
      }
      case RMSPROP -> {
        var rmsProp = (OptimizerSpec.RmsProp) rule;
        map.put("alpha", rmsProp.alpha());
        map.put("epsilon", rmsProp.epsilon());
        map.put("momentum", rmsProp.momentum());
        map.put("centered", rmsProp.centered());
        yield "rmsProp";
      }
      case ADAGRAD -> {
        var adagrad = (OptimizerSpec.Adagrad) rule;
        map.put("learningRateDecay", adagrad.learningRateDecay());
        map.put("initialAccumulator", adagrad.initialAccumulator());
        map.put("epsilon", adagrad.epsilon());
        yield "adagrad";
      }
      case ADADELTA -> {
        var adadelta = (OptimizerSpec.Adadelta) rule;
        map.put("rho", adadelta.rho());
        map.put("epsilon", adadelta.epsilon());
        yield "adadelta";
      }
      case FTRL -> {
        var ftrl = (OptimizerSpec.Ftrl) rule;
        map.put("beta", ftrl.beta());
        map.put("l1", ftrl.l1());
        map.put("l2", ftrl.l2());
        yield "ftrl";
      }
    };
  }

  private static String sgd(OptimizerSpec.Sgd sgd, Map<String, Object> map) {
    map.put("momentum", sgd.momentum());
    map.put("dampening", sgd.dampening());
    map.put("nesterov", sgd.nesterov());
    return "sgd";
  }

  private static String adam(OptimizerSpec.Adam adam, Map<String, Object> map) {
    map.put("beta1", adam.beta1());
    map.put("beta2", adam.beta2());
    map.put("epsilon", adam.epsilon());
    map.put("amsGrad", adam.amsGrad());
    return "adam";
  }
}
