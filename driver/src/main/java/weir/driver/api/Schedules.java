package weir.driver.api;

import java.util.List;
import weir.driver.config.ScheduleSettings;
import weir.driver.config.ScheduleSettings.ReducePlateau;
import weir.driver.config.StepCount;

/**
 * How the learning rate changes; formulas with {@link weir.proto.spec.ScheduleSpec}. Lengths are
 * {@link #steps} or {@link #epochs}. For static import.
 */
public final class Schedules {
  private Schedules() {}

  /** A length in steps. */
  public static StepCount steps(long amount) {
    return new StepCount(amount, StepCount.Unit.STEPS);
  }

  /** A length in epochs, which may be broken. */
  public static StepCount epochs(double amount) {
    return new StepCount(amount, StepCount.Unit.EPOCHS);
  }

  /** Always the same rate. */
  public static ScheduleSettings constant() {
    return new ScheduleSettings.Constant();
  }

  /** A tenth after each {@code length}. */
  public static ScheduleSettings step(StepCount length) {
    return step(length, ScheduleSettings.DEFAULT_GAMMA);
  }

  /** Times gamma after each {@code length}. */
  public static ScheduleSettings step(StepCount length, double gamma) {
    return new ScheduleSettings.Step(length, gamma);
  }

  /** A tenth at each milestone. */
  public static ScheduleSettings multiStep(StepCount... milestones) {
    return multiStep(ScheduleSettings.DEFAULT_GAMMA, milestones);
  }

  /** Times gamma at each milestone. */
  public static ScheduleSettings multiStep(double gamma, StepCount... milestones) {
    return new ScheduleSettings.MultiStep(List.of(milestones), gamma);
  }

  /** Times gamma over each {@code length}, smoothly. */
  public static ScheduleSettings exponential(StepCount length, double gamma) {
    return new ScheduleSettings.Exponential(length, gamma);
  }

  /** Half a cosine wave down to zero at the end of the training. */
  public static ScheduleSettings cosine() {
    return ScheduleSettings.Cosine.DEFAULT;
  }

  /** Half a cosine wave down to {@code minRate} at the end of the training. */
  public static ScheduleSettings cosine(double minRate) {
    return cosine(ScheduleSettings.Cosine.DEFAULT.length(), minRate);
  }

  /** Half a cosine wave down to {@code minRate}. */
  public static ScheduleSettings cosine(StepCount length, double minRate) {
    return new ScheduleSettings.Cosine(length, minRate);
  }

  /** Half a cosine wave down to zero, begun anew after each {@code period}. */
  public static ScheduleSettings cosineRestarts(StepCount period) {
    return cosineRestarts(period, ScheduleSettings.CosineRestarts.DEFAULT_GROWTH, 0);
  }

  /** Half a cosine wave down to {@code minRate}, each {@code growth} times as long as the last. */
  public static ScheduleSettings cosineRestarts(StepCount period, long growth, double minRate) {
    return new ScheduleSettings.CosineRestarts(period, growth, minRate);
  }

  /** Up to the optimizer's rate and down to nearly nothing over the whole training. */
  public static ScheduleSettings oneCycle() {
    return ScheduleSettings.OneCycle.DEFAULT;
  }

  /** The same with a share of rising steps and divisors of the lowest rates; see the formula. */
  public static ScheduleSettings oneCycle(
      double riseFraction, double startDivisor, double endDivisor) {
    return new ScheduleSettings.OneCycle(
        ScheduleSettings.OneCycle.DEFAULT.length(), riseFraction, startDivisor, endDivisor, false);
  }

  /** In a straight line to zero at the end of the training. */
  public static ScheduleSettings polynomial() {
    return ScheduleSettings.Polynomial.DEFAULT;
  }

  /** As this power of the share that is left, to {@code endRate} at the end of the training. */
  public static ScheduleSettings polynomial(double power, double endRate) {
    return polynomial(ScheduleSettings.Polynomial.DEFAULT.length(), power, endRate);
  }

  /** As this power of the share that is left of {@code length}, to {@code endRate}. */
  public static ScheduleSettings polynomial(StepCount length, double power, double endRate) {
    return new ScheduleSettings.Polynomial(length, power, endRate);
  }

  /** A tenth when this validation metric has not got better for ten epochs. */
  public static ScheduleSettings reducePlateau(String metric) {
    ReducePlateau otherwise = ReducePlateau.DEFAULT;
    return new ReducePlateau(
        metric,
        otherwise.factor(),
        otherwise.patience(),
        otherwise.threshold(),
        otherwise.absolute(),
        otherwise.cooldown(),
        otherwise.minRate());
  }

  /** Up from zero in a straight line, then {@code then}. */
  public static ScheduleSettings warmup(StepCount length, ScheduleSettings then) {
    return warmup(length, ScheduleSettings.Warmup.DEFAULT_START_RATE, then);
  }

  /** Up from {@code startRate} in a straight line, then {@code then}. */
  public static ScheduleSettings warmup(StepCount length, double startRate, ScheduleSettings then) {
    return new ScheduleSettings.Warmup(length, startRate, then);
  }
}
