package weir.driver.config;

import java.io.Serializable;
import java.util.List;
import weir.proto.spec.ScheduleSpec;

/**
 * The learning-rate schedule as a job file has it, lengths in steps or epochs. The formulas are
 * those of {@link ScheduleSpec}, whose variants these become.
 */
public sealed interface ScheduleSettings extends Serializable {

  /** The factor of step and multiStep where none is given. */
  double DEFAULT_GAMMA = 0.1;

  /** The tag of this schedule. */
  ScheduleSpec.Kind kind();

  /** The schedule in steps, beginning {@code before} steps into the training. */
  ScheduleSpec after(long before, Timeline timeline);

  /** The schedule in steps, beginning with the training. */
  default ScheduleSpec spec(Timeline timeline) {
    return after(0, timeline);
  }

  /** Always the same rate. */
  record Constant() implements ScheduleSettings {
    @Override
    public ScheduleSpec.Kind kind() {
      return ScheduleSpec.Kind.CONSTANT;
    }

    @Override
    public ScheduleSpec after(long before, Timeline timeline) {
      return new ScheduleSpec.Constant();
    }
  }

  /** Times gamma after each {@code length}. */
  record Step(StepCount length, double gamma) implements ScheduleSettings {
    @Override
    public ScheduleSpec.Kind kind() {
      return ScheduleSpec.Kind.STEP;
    }

    @Override
    public ScheduleSpec after(long before, Timeline timeline) {
      return new ScheduleSpec.Step(length.steps(timeline, before), gamma);
    }
  }

  /** Times gamma at each milestone. */
  record MultiStep(List<StepCount> milestones, double gamma) implements ScheduleSettings {
    public MultiStep {
      milestones = List.copyOf(milestones);
    }

    @Override
    public ScheduleSpec.Kind kind() {
      return ScheduleSpec.Kind.MULTI_STEP;
    }

    @Override
    public ScheduleSpec after(long before, Timeline timeline) {
      var steps = milestones.stream().map(length -> length.steps(timeline, before)).toList();
      return new ScheduleSpec.MultiStep(steps, gamma);
    }
  }

  /** Times gamma over each {@code length}, smoothly. */
  record Exponential(StepCount length, double gamma) implements ScheduleSettings {
    @Override
    public ScheduleSpec.Kind kind() {
      return ScheduleSpec.Kind.EXPONENTIAL;
    }

    @Override
    public ScheduleSpec after(long before, Timeline timeline) {
      return new ScheduleSpec.Exponential(gamma, length.steps(timeline, before));
    }
  }

  /** Half a cosine wave down to {@code minRate}. */
  record Cosine(StepCount length, double minRate) implements ScheduleSettings {
    /** To zero at the end of the training. */
    public static final Cosine DEFAULT = new Cosine(StepCount.REST, 0);

    @Override
    public ScheduleSpec.Kind kind() {
      return ScheduleSpec.Kind.COSINE;
    }

    @Override
    public ScheduleSpec after(long before, Timeline timeline) {
      return new ScheduleSpec.Cosine(length.steps(timeline, before), minRate);
    }
  }

  /**
   * Half a cosine wave down to {@code minRate}, again and again, each {@code growth} times longer.
   */
  record CosineRestarts(StepCount period, long growth, double minRate) implements ScheduleSettings {
    /** How much longer each wave is when nothing is said. */
    public static final long DEFAULT_GROWTH = 1;

    @Override
    public ScheduleSpec.Kind kind() {
      return ScheduleSpec.Kind.COSINE_RESTARTS;
    }

    @Override
    public ScheduleSpec after(long before, Timeline timeline) {
      return new ScheduleSpec.CosineRestarts(period.steps(timeline, before), growth, minRate);
    }
  }

  /** Up to the base rate and down to nearly nothing, once. */
  record OneCycle(
      StepCount length, double riseFraction, double startDivisor, double endDivisor, boolean linear)
      implements ScheduleSettings {
    /** Over the whole training, as in the paper. */
    public static final OneCycle DEFAULT = new OneCycle(StepCount.REST, 0.3, 25, 1e4, false);

    @Override
    public ScheduleSpec.Kind kind() {
      return ScheduleSpec.Kind.ONE_CYCLE;
    }

    @Override
    public ScheduleSpec after(long before, Timeline timeline) {
      return new ScheduleSpec.OneCycle(
          length.steps(timeline, before), riseFraction, startDivisor, endDivisor, linear);
    }
  }

  /** Down to {@code endRate} as the power of the share that is left. */
  record Polynomial(StepCount length, double power, double endRate) implements ScheduleSettings {
    /** In a straight line to zero at the end of the training. */
    public static final Polynomial DEFAULT = new Polynomial(StepCount.REST, 1, 0);

    @Override
    public ScheduleSpec.Kind kind() {
      return ScheduleSpec.Kind.POLYNOMIAL;
    }

    @Override
    public ScheduleSpec after(long before, Timeline timeline) {
      return new ScheduleSpec.Polynomial(length.steps(timeline, before), power, endRate);
    }
  }

  /** Up from {@code startRate} in a straight line, then {@code then}. */
  record Warmup(StepCount length, double startRate, ScheduleSettings then)
      implements ScheduleSettings {
    /** Where a warm-up starts when nothing is said. */
    public static final double DEFAULT_START_RATE = 0;

    public Warmup {
      Check.require(
          length.unit() != StepCount.Unit.REST,
          "optimizer.schedule.warmup.steps",
          "",
          "steps or epochs");
      Check.require(
          then.kind() != ScheduleSpec.Kind.WARMUP,
          "optimizer.schedule.warmup.then",
          "warmup",
          "one of the other schedules");
    }

    @Override
    public ScheduleSpec.Kind kind() {
      return ScheduleSpec.Kind.WARMUP;
    }

    @Override
    public ScheduleSpec after(long before, Timeline timeline) {
      long steps = length.steps(timeline, before);
      return new ScheduleSpec.Warmup(steps, startRate, then.after(before + steps, timeline));
    }
  }
}
