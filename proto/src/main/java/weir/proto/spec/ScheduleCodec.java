package weir.proto.spec;

import weir.proto.message.ConstantMessage;
import weir.proto.message.CosineMessage;
import weir.proto.message.CosineRestartsMessage;
import weir.proto.message.ExponentialMessage;
import weir.proto.message.MultiStepMessage;
import weir.proto.message.OneCycleMessage;
import weir.proto.message.PolynomialMessage;
import weir.proto.message.ScheduleMessage;
import weir.proto.message.StepMessage;
import weir.proto.message.WarmupMessage;

/** Schedules to messages and back. */
final class ScheduleCodec {
  private ScheduleCodec() {}

  static ScheduleMessage encode(ScheduleSpec schedule) {
    ScheduleMessage.Builder message = ScheduleMessage.newBuilder();
    switch (schedule.kind()) {
      case CONSTANT -> message.setConstant(ConstantMessage.getDefaultInstance());
      case STEP -> {
        var step = (ScheduleSpec.Step) schedule;
        message.setStep(
            StepMessage.newBuilder().setStepSize(step.stepSize()).setGamma(step.gamma()));
      }
      case MULTI_STEP -> {
        var steps = (ScheduleSpec.MultiStep) schedule;
        message.setMultiStep(
            MultiStepMessage.newBuilder()
                .addAllMilestones(steps.milestones())
                .setGamma(steps.gamma()));
      }
      case EXPONENTIAL -> {
        var decay = (ScheduleSpec.Exponential) schedule;
        message.setExponential(
            ExponentialMessage.newBuilder()
                .setGamma(decay.gamma())
                .setDecaySteps(decay.decaySteps()));
      }
      case COSINE -> {
        var cosine = (ScheduleSpec.Cosine) schedule;
        message.setCosine(
            CosineMessage.newBuilder()
                .setTotalSteps(cosine.totalSteps())
                .setMinRate(cosine.minRate()));
      }
      case COSINE_RESTARTS ->
          message.setCosineRestarts(restarts((ScheduleSpec.CosineRestarts) schedule));
      case ONE_CYCLE -> message.setOneCycle(oneCycle((ScheduleSpec.OneCycle) schedule));
      case POLYNOMIAL -> message.setPolynomial(polynomial((ScheduleSpec.Polynomial) schedule));
      case WARMUP -> {
        var warmup = (ScheduleSpec.Warmup) schedule;
        message.setWarmup(
            WarmupMessage.newBuilder()
                .setSteps(warmup.steps())
                .setStartRate(warmup.startRate())
                .setThen(encode(warmup.then())));
      }
    }
    return message.build();
  }

  private static CosineRestartsMessage.Builder restarts(ScheduleSpec.CosineRestarts schedule) {
    return CosineRestartsMessage.newBuilder()
        .setPeriod(schedule.period())
        .setGrowth(schedule.growth())
        .setMinRate(schedule.minRate());
  }

  private static OneCycleMessage.Builder oneCycle(ScheduleSpec.OneCycle schedule) {
    return OneCycleMessage.newBuilder()
        .setTotalSteps(schedule.totalSteps())
        .setRiseFraction(schedule.riseFraction())
        .setStartDivisor(schedule.startDivisor())
        .setEndDivisor(schedule.endDivisor())
        .setLinear(schedule.linear());
  }

  private static PolynomialMessage.Builder polynomial(ScheduleSpec.Polynomial schedule) {
    return PolynomialMessage.newBuilder()
        .setTotalSteps(schedule.totalSteps())
        .setPower(schedule.power())
        .setEndRate(schedule.endRate());
  }

  static ScheduleSpec decode(ScheduleMessage message) {
    return switch (message.getScheduleCase()) {
      case CONSTANT -> new ScheduleSpec.Constant();
      case STEP -> {
        StepMessage step = message.getStep();
        yield new ScheduleSpec.Step(step.getStepSize(), step.getGamma());
      }
      case MULTI_STEP -> {
        MultiStepMessage steps = message.getMultiStep();
        yield new ScheduleSpec.MultiStep(steps.getMilestonesList(), steps.getGamma());
      }
      case EXPONENTIAL -> {
        ExponentialMessage decay = message.getExponential();
        yield new ScheduleSpec.Exponential(decay.getGamma(), decay.getDecaySteps());
      }
      case COSINE -> {
        CosineMessage cosine = message.getCosine();
        yield new ScheduleSpec.Cosine(cosine.getTotalSteps(), cosine.getMinRate());
      }
      case COSINE_RESTARTS -> {
        CosineRestartsMessage restarts = message.getCosineRestarts();
        yield new ScheduleSpec.CosineRestarts(
            restarts.getPeriod(), restarts.getGrowth(), restarts.getMinRate());
      }
      case ONE_CYCLE -> {
        OneCycleMessage cycle = message.getOneCycle();
        yield new ScheduleSpec.OneCycle(
            cycle.getTotalSteps(),
            cycle.getRiseFraction(),
            cycle.getStartDivisor(),
            cycle.getEndDivisor(),
            cycle.getLinear());
      }
      case POLYNOMIAL -> {
        PolynomialMessage schedule = message.getPolynomial();
        yield new ScheduleSpec.Polynomial(
            schedule.getTotalSteps(), schedule.getPower(), schedule.getEndRate());
      }
      case WARMUP -> {
        WarmupMessage warmup = message.getWarmup();
        yield new ScheduleSpec.Warmup(
            warmup.getSteps(), warmup.getStartRate(), decode(warmup.getThen()));
      }
      case SCHEDULE_NOT_SET ->
          throw new IllegalArgumentException("schedule is missing (expected: a known schedule)");
    };
  }
}
