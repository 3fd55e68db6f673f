package weir.proto.spec;

import weir.proto.message.AdagradMessage;
import weir.proto.message.AdamMessage;
import weir.proto.message.EmaMessage;
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
      case RMSPROP -> message.setRmsProp(rmsProp((OptimizerSpec.RmsProp) optimizer)).build();
      case ADAGRAD -> message.setAdagrad(adagrad((OptimizerSpec.Adagrad) optimizer)).build();
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
        .setEpsilon(adam.epsilon());
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

  static OptimizerSpec decode(OptimizerMessage message) {
    return switch (message.getRuleCase()) {
      case SGD -> {
        SgdMessage sgd = message.getSgd();
        yield new OptimizerSpec.Sgd(sgd.getMomentum(), sgd.getDampening(), sgd.getNesterov());
      }
      case EMA -> new OptimizerSpec.Ema(message.getEma().getBeta());
      case ADAM -> {
        AdamMessage adam = message.getAdam();
        yield new OptimizerSpec.Adam(adam.getBeta1(), adam.getBeta2(), adam.getEpsilon());
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
      case RULE_NOT_SET ->
          throw new IllegalArgumentException("optimizer is missing (expected: a known rule)");
    };
  }
}
