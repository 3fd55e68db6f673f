package weir.driver.config;

import java.io.Serializable;
import java.util.List;
import java.util.Optional;
import weir.proto.spec.ScheduleSpec;

/**
 * The learning-rate schedule as a job file has it, lengths in steps or epochs. The formulas are
 * those of {@link ScheduleSpec}, whose variants these become.
 */
public sealed interface ScheduleSettings extends Serializable {

  /** The factor of step and multiStep where none is given. */
  double DEFAULT_GAMMA = 0.1;

  /** The tag that {@code switch} uses. */
  enum Kind {
    CONSTANT,
    STEP,
    MULTI_STEP,
    EXPONENTIAL,
    COSINE,
    COSINE_RESTARTS,
    ONE_CYCLE,
    POLYNOMIAL,
    WARMUP,
    REDUCE_PLATEAU
  }

  /** The tag of this schedule. */
  Kind kind();

  /** The schedule in steps, beginning {@code before} steps into the training. */
  ScheduleSpec after(long before, Timeline timeline);

  /** The schedule in steps, beginning with the training. */
  default ScheduleSpec spec(Timeline timeline) {
    return after(0, timeline);
  }

  /** What validation does to the rate between epochs, beside the schedule in steps. */
  default Optional<ReducePlateau> plateau() {
    return Optional.empty();
  }

  /** Always the same rate. */
  record Constant() implements ScheduleSettings {
    @Override
    public Kind kind() {
      return Kind.CONSTANT;
    }

    @Override
    public ScheduleSpec after(long before, Timeline timeline) {
      return new ScheduleSpec.Constant();
    }
  }

  /** Times gamma after each {@code length}. */
  record Step(StepCount length, double gamma) implements ScheduleSettings {
    @Override
    public Kind kind() {
      return Kind.STEP;
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
    public Kind kind() {
      return Kind.MULTI_STEP;
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
    public Kind kind() {
      return Kind.EXPONENTIAL;
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
    public Kind kind() {
      return Kind.COSINE;
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
    public Kind kind() {
      return Kind.COSINE_RESTARTS;
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
    public Kind kind() {
      return Kind.ONE_CYCLE;
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
    public Kind kind() {
      return Kind.POLYNOMIAL;
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
          then.kind() != Kind.WARMUP,
          "optimizer.schedule.warmup.then",
          "warmup",
          "one of the other schedules");
    }

    @Override
    public Kind kind() {
      return Kind.WARMUP;
    }

    @Override
    public ScheduleSpec after(long before, Timeline timeline) {
      long steps = length.steps(timeline, before);
      return new ScheduleSpec.Warmup(steps, startRate, then.after(before + steps, timeline));
    }

    @Override
    public Optional<ReducePlateau> plateau() {
      return then.plateau();
    }
  }

  /**
   * Times {@code factor} whenever a validation metric has not got better for a while, as PyTorch's
   * {@code ReduceLROnPlateau}. The first epoch is always better; a reduction, and each epoch of
   * {@code cooldown} after it, starts the count of bad epochs anew.
   *
   * @param metric a validation metric, or {@code loss}
   * @param factor 0..1
   * @param patience how many bad epochs in a row are borne; &gt;= 0
   * @param threshold by how much an epoch must be better to count: a share of the best value
   * @param absolute the threshold is a difference instead
   * @param cooldown epochs after a reduction that count as neither good nor bad; &gt;= 0
   * @param minRate the optimizer's base rate does not fall below
   */
  record ReducePlateau(
      String metric,
      double factor,
      int patience,
      double threshold,
      boolean absolute,
      int cooldown,
      double minRate)
      implements ScheduleSettings {
    /** PyTorch's, on the validation loss. */
    public static final ReducePlateau DEFAULT =
        new ReducePlateau("loss", 0.1, 10, 1e-4, false, 0, 0);

    public ReducePlateau {
      String key = "optimizer.schedule.reducePlateau.";
      Check.notBlank(key + "metric", metric);
      Check.require(factor > 0 && factor < 1, key + "factor", factor, "0 < factor < 1");
      Check.atLeast(key + "patience", patience, 0);
      Check.notNegative(key + "threshold", threshold);
      Check.atLeast(key + "cooldown", cooldown, 0);
      Check.notNegative(key + "minRate", minRate);
    }

    @Override
    public Kind kind() {
      return Kind.REDUCE_PLATEAU;
    }

    @Override
    public ScheduleSpec after(long before, Timeline timeline) {
      return new ScheduleSpec.Constant();
    }

    @Override
    public Optional<ReducePlateau> plateau() {
      return Optional.of(this);
    }
  }
}
