package weir.proto.spec;

import weir.proto.message.AdadeltaMessage;
import weir.proto.message.AdagradMessage;
import weir.proto.message.AdamMessage;
import weir.proto.message.EmaMessage;
import weir.proto.message.FtrlMessage;
import weir.proto.message.LambMessage;
import weir.proto.message.OptimizerMessage;
import weir.proto.message.RmsPropMessage;
import weir.proto.message.SgdMessage;

/** Optimizers to messages and back. */
final class OptimizerCodec {
  private OptimizerCodec() {}

  static OptimizerMessage encode(OptimizerSpec optimizer) {
    OptimizerMessage.Builder message = OptimizerMessage.newBuilder();
    return switch (optimizer.kind()) {
      case SGD -> message.setSgd(sgd((OptimizerSpec.Sgd) optimizer)).build();
      case EMA ->
          message
              .setEma(EmaMessage.newBuilder().setBeta(((OptimizerSpec.Ema) optimizer).beta()))
              .build();
      case ADAM -> message.setAdam(adam((OptimizerSpec.Adam) optimizer)).build();
      case LAMB -> message.setLamb(lamb((OptimizerSpec.Lamb) optimizer)).build();
      case RMSPROP -> message.setRmsProp(rmsProp((OptimizerSpec.RmsProp) optimizer)).build();
      case ADAGRAD -> message.setAdagrad(adagrad((OptimizerSpec.Adagrad) optimizer)).build();
      case ADADELTA -> message.setAdadelta(adadelta((OptimizerSpec.Adadelta) optimizer)).build();
      case FTRL -> message.setFtrl(ftrl((OptimizerSpec.Ftrl) optimizer)).build();
    };
  }

  private static SgdMessage.Builder sgd(OptimizerSpec.Sgd sgd) {
    return SgdMessage.newBuilder()
        .setMomentum(sgd.momentum())
        .setDampening(sgd.dampening())
        .setNesterov(sgd.nesterov());
  }

  private static AdamMessage.Builder adam(OptimizerSpec.Adam adam) {
    return AdamMessage.newBuilder()
        .setBeta1(adam.beta1())
        .setBeta2(adam.beta2())
        .setEpsilon(adam.epsilon())
        .setAmsGrad(adam.amsGrad());
  }

  private static LambMessage.Builder lamb(OptimizerSpec.Lamb lamb) {
    return LambMessage.newBuilder()
        .setBeta1(lamb.beta1())
        .setBeta2(lamb.beta2())
        .setEpsilon(lamb.epsilon())
        .setBiasCorrection(lamb.biasCorrection());
  }

  private static RmsPropMessage.Builder rmsProp(OptimizerSpec.RmsProp rule) {
    return RmsPropMessage.newBuilder()
        .setAlpha(rule.alpha())
        .setEpsilon(rule.epsilon())
        .setMomentum(rule.momentum())
        .setCentered(rule.centered());
  }

  private static AdagradMessage.Builder adagrad(OptimizerSpec.Adagrad rule) {
    return AdagradMessage.newBuilder()
        .setLearningRateDecay(rule.learningRateDecay())
        .setInitialAccumulator(rule.initialAccumulator())
        .setEpsilon(rule.epsilon());
  }

  private static AdadeltaMessage.Builder adadelta(OptimizerSpec.Adadelta rule) {
    return AdadeltaMessage.newBuilder().setRho(rule.rho()).setEpsilon(rule.epsilon());
  }

  private static FtrlMessage.Builder ftrl(OptimizerSpec.Ftrl rule) {
    return FtrlMessage.newBuilder().setBeta(rule.beta()).setL1(rule.l1()).setL2(rule.l2());
  }

  static OptimizerSpec decode(OptimizerMessage message) {
    return switch (message.getRuleCase()) {
      case SGD -> {
        SgdMessage sgd = message.getSgd();
        yield new OptimizerSpec.Sgd(sgd.getMomentum(), sgd.getDampening(), sgd.getNesterov());
      }
      case EMA -> new OptimizerSpec.Ema(message.getEma().getBeta());
      case ADAM -> {
        AdamMessage adam = message.getAdam();
        yield new OptimizerSpec.Adam(
            adam.getBeta1(), adam.getBeta2(), adam.getEpsilon(), adam.getAmsGrad());
      }
      case LAMB -> {
        LambMessage lamb = message.getLamb();
        yield new OptimizerSpec.Lamb(
            lamb.getBeta1(), lamb.getBeta2(), lamb.getEpsilon(), lamb.getBiasCorrection());
      }
      case RMS_PROP -> {
        RmsPropMessage rule = message.getRmsProp();
        yield new OptimizerSpec.RmsProp(
            rule.getAlpha(), rule.getEpsilon(), rule.getMomentum(), rule.getCentered());
      }
      case ADAGRAD -> {
        AdagradMessage rule = message.getAdagrad();
        yield new OptimizerSpec.Adagrad(
            rule.getLearningRateDecay(), rule.getInitialAccumulator(), rule.getEpsilon());
      }
      case ADADELTA -> {
        AdadeltaMessage rule = message.getAdadelta();
        yield new OptimizerSpec.Adadelta(rule.getRho(), rule.getEpsilon());
      }
      case FTRL -> {
        FtrlMessage rule = message.getFtrl();
        yield new OptimizerSpec.Ftrl(rule.getBeta(), rule.getL1(), rule.getL2());
      }
      case RULE_NOT_SET ->
          throw new IllegalArgumentException("optimizer is missing (expected: a known rule)");
    };
  }
}
