package weir.proto.spec;

import java.io.Serializable;
import java.util.List;

/**
 * The learning rate of step t = 0, 1, … as a pure function of the base rate B. Whoever replays a
 * step gets the same rate. Thread-safe (immutable).
 */
public sealed interface ScheduleSpec extends Serializable {

  /** The tag that {@code switch} and the wire use. */
  enum Kind {
    CONSTANT,
    STEP,
    MULTI_STEP,
    EXPONENTIAL,
    COSINE,
    COSINE_RESTARTS,
    ONE_CYCLE,
    POLYNOMIAL,
    WARMUP
  }

  /** The tag of this schedule. */
  Kind kind();

  /** The rate of step {@code step} (from 0) for base rate {@code base}. */
  double rate(double base, long step);

  /** B. */
  record Constant() implements ScheduleSpec {
    @Override
    public Kind kind() {
      return Kind.CONSTANT;
    }

    @Override
    public double rate(double base, long step) {
      return base;
    }
  }

  /** B · gamma^floor(t / stepSize). */
  record Step(long stepSize, double gamma) implements ScheduleSpec {
    public Step {
      Check.positive("optimizer.schedule.stepSize", stepSize);
      Check.positive("optimizer.schedule.gamma", gamma);
    }

    @Override
    public Kind kind() {
      return Kind.STEP;
    }

    @Override
    public double rate(double base, long step) {
      return base * StrictMath.pow(gamma, Math.floorDiv(step, stepSize));
    }
  }

  /** B · gamma^(number of milestones ≤ t). */
  record MultiStep(List<Long> milestones, double gamma) implements ScheduleSpec {
    public MultiStep {
      milestones = List.copyOf(milestones);
      Check.positive("optimizer.schedule.gamma", gamma);
    }

    @Override
    public Kind kind() {
      return Kind.MULTI_STEP;
    }

    @Override
    public double rate(double base, long step) {
      long passed = milestones.stream().filter(milestone -> milestone <= step).count();
      return base * StrictMath.pow(gamma, passed);
    }
  }

  /** B · gamma^(t / decaySteps), real exponent. */
  record Exponential(double gamma, long decaySteps) implements ScheduleSpec {
    public Exponential {
      Check.positive("optimizer.schedule.gamma", gamma);
      Check.positive("optimizer.schedule.decaySteps", decaySteps);
    }

    @Override
    public Kind kind() {
      return Kind.EXPONENTIAL;
    }

    @Override
    public double rate(double base, long step) {
      return base * StrictMath.pow(gamma, (double) step / decaySteps);
    }
  }

  /** minRate + (B − minRate)(1 + cos(π t / totalSteps)) / 2, then minRate. */
  record Cosine(long totalSteps, double minRate) implements ScheduleSpec {
    public Cosine {
      Check.positive("optimizer.schedule.totalSteps", totalSteps);
      Check.notNegative("optimizer.schedule.minRate", minRate);
    }

    @Override
    public Kind kind() {
      return Kind.COSINE;
    }

    @Override
    public double rate(double base, long step) {
      double done = (double) Math.min(step, totalSteps) / totalSteps;
      return minRate + (base - minRate) * (1 + StrictMath.cos(Math.PI * done)) / 2;
    }
  }

  /**
   * Half a cosine wave from B to minRate again and again; each period is {@code growth} times as
   * long as the one before (Loshchilov and Hutter, 2016).
   */
  record CosineRestarts(long period, long growth, double minRate) implements ScheduleSpec {
    public CosineRestarts {
      Check.positive("optimizer.schedule.cosineRestarts.period", period);
      Check.positive("optimizer.schedule.cosineRestarts.growth", growth);
      Check.notNegative("optimizer.schedule.minRate", minRate);
    }

    @Override
    public Kind kind() {
      return Kind.COSINE_RESTARTS;
    }

    @Override
    public double rate(double base, long step) {
      long length = period;
      long at = step;
      if (growth == 1) {
        at = step % period;
      }
      while (at >= length) {
        at -= length;
        length *= growth;
      }
      return new Cosine(length, minRate).rate(base, at);
    }
  }

  /**
   * Up from B / startDivisor to B, then down to B / startDivisor / endDivisor at the last step
   * (Smith and Topin, 2017); B is the highest rate.
   *
   * @param riseFraction share of the steps that rise
   * @param linear straight lines instead of half cosine waves
   */
  record OneCycle(
      long totalSteps, double riseFraction, double startDivisor, double endDivisor, boolean linear)
      implements ScheduleSpec {
    public OneCycle {
      Check.positive("optimizer.schedule.totalSteps", totalSteps);
      Check.positive("optimizer.schedule.oneCycle.riseFraction", riseFraction);
      Check.positive("optimizer.schedule.oneCycle.startDivisor", startDivisor);
      Check.positive("optimizer.schedule.oneCycle.endDivisor", endDivisor);
      if (riseFraction >= 1) {
        throw new IllegalArgumentException(
            "optimizer.schedule.oneCycle.riseFraction="
                + riseFraction
                + " (expected: < 1); set optimizer.schedule.oneCycle.riseFraction");
      }
    }

    @Override
    public Kind kind() {
      return Kind.ONE_CYCLE;
    }

    @Override
    public double rate(double base, long step) {
      double low = base / startDivisor;
      double peak = riseFraction * totalSteps - 1;
      double last = totalSteps - 1;
      double at = Math.min(step, last);
      return at <= peak
          ? between(low, base, at / peak)
          : between(base, low / endDivisor, (at - peak) / (last - peak));
    }

    private double between(double from, double to, double share) {
      double way = linear ? share : (1 - StrictMath.cos(Math.PI * share)) / 2;
      return from + (to - from) * way;
    }
  }

  /** endRate + (B − endRate)(1 − min(t, total) / total)^power. */
  record Polynomial(long totalSteps, double power, double endRate) implements ScheduleSpec {
    public Polynomial {
      Check.positive("optimizer.schedule.totalSteps", totalSteps);
      Check.positive("optimizer.schedule.power", power);
      Check.notNegative("optimizer.schedule.endRate", endRate);
    }

    @Override
    public Kind kind() {
      return Kind.POLYNOMIAL;
    }

    @Override
    public double rate(double base, long step) {
      double left = 1 - (double) Math.min(step, totalSteps) / totalSteps;
      return endRate + (base - endRate) * StrictMath.pow(left, power);
    }
  }

  /** t &lt; steps: startRate + (B − startRate) t / steps; after that {@code then} at t − steps. */
  record Warmup(long steps, double startRate, ScheduleSpec then) implements ScheduleSpec {
    public Warmup {
      Check.positive("optimizer.schedule.warmup.steps", steps);
      Check.notNegative("optimizer.schedule.warmup.startRate", startRate);
      if (then.kind() == Kind.WARMUP) {
        throw new IllegalArgumentException(
            "optimizer.schedule: a warm-up inside a warm-up (expected: one of the other schedules)");
      }
    }

    @Override
    public Kind kind() {
      return Kind.WARMUP;
    }

    @Override
    public double rate(double base, long step) {
      return step < steps
          ? startRate + (base - startRate) * step / steps
          : then.rate(base, step - steps);
    }
  }
}
