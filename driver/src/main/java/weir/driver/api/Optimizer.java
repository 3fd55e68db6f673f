package weir.driver.api;

import java.util.ArrayList;
import java.util.List;
import weir.driver.config.AverageSettings;
import weir.driver.config.OptimizerSettings;
import weir.driver.config.ParameterGroup;
import weir.driver.config.ScheduleSettings;
import weir.proto.spec.ClipSpec;
import weir.proto.spec.OptimizerSpec;
import weir.proto.spec.PenaltySpec;
import weir.worker.nn.GroupSpec;

/**
 * A rule and what all rules share; made by {@link Optimizers}. Immutable: each method returns
 * another.
 */
public final class Optimizer {
  private final OptimizerSettings settings;

  Optimizer(OptimizerSettings settings) {
    this.settings = settings;
  }

  /** The record that describes it. */
  public OptimizerSettings settings() {
    return settings;
  }

  /** How the rate changes; see {@link Schedules}. */
  public Optimizer schedule(ScheduleSettings schedule) {
    return new Optimizer(settings.with(schedule));
  }

  /** What is validated, tested and stored is an exponential average of the weights. */
  public Optimizer averageWeights(double decay) {
    AverageSettings ema = AverageSettings.EMA;
    return average(new AverageSettings(ema.kind(), decay, ema.startEpoch()));
  }

  /** The same with any average of the weights. */
  public Optimizer average(AverageSettings average) {
    return new Optimizer(
        new OptimizerSettings(
            settings.rule(),
            settings.learningRate(),
            settings.schedule(),
            settings.clip(),
            settings.penalty(),
            settings.groups(),
            average));
  }

  /** Clips each entry of the mean gradient into ±limit. */
  public Optimizer clipValue(double limit) {
    return clip(new ClipSpec.Value(limit));
  }

  /** Shrinks the mean gradient of all parameters together to a norm of at most {@code limit}. */
  public Optimizer clipGlobalNorm(double limit) {
    return clip(new ClipSpec.GlobalNorm(limit));
  }

  /** Adds {@code factor·sign(w)} to the gradient. */
  public Optimizer l1(double factor) {
    PenaltySpec penalty = settings.penalty();
    return penalty(new PenaltySpec(factor, penalty.l2(), penalty.weightDecay(), penalty.maxNorm()));
  }

  /** Adds {@code factor·w} to the gradient. */
  public Optimizer l2(double factor) {
    PenaltySpec penalty = settings.penalty();
    return penalty(new PenaltySpec(penalty.l1(), factor, penalty.weightDecay(), penalty.maxNorm()));
  }

  /** Shrinks the weights before each update: {@code w *= 1 − rate·factor}. */
  public Optimizer weightDecay(double factor) {
    PenaltySpec penalty = settings.penalty();
    return penalty(new PenaltySpec(penalty.l1(), penalty.l2(), factor, penalty.maxNorm()));
  }

  /**
   * Scales each row of a tensor of two or more axes, the weights into one unit, to a norm of at
   * most {@code bound} after each update; biases stay free.
   */
  public Optimizer maxNorm(double bound) {
    return penalty(settings.penalty().withMaxNorm(bound));
  }

  /**
   * Other penalties for some parameters; the first group that matches holds.
   *
   * @param tensors a name with * for any characters, or {@code biases} or {@code vectors}; see
   *     {@link GroupSpec}
   */
  public Optimizer group(String tensors, PenaltySpec penalty) {
    return group(new ParameterGroup(new GroupSpec(tensors), null, false, penalty));
  }

  /** Another base rate for some parameters; the schedule and the penalties so far hold for them. */
  public Optimizer rateOf(String tensors, double learningRate) {
    return group(
        new ParameterGroup(new GroupSpec(tensors), learningRate, false, settings.penalty()));
  }

  /** Some parameters stay as they were initialized. */
  public Optimizer freeze(String... tensors) {
    return group(new ParameterGroup(new GroupSpec(tensors), null, true, settings.penalty()));
  }

  /** Settings of their own for some parameters; the first group that matches holds. */
  public Optimizer group(ParameterGroup group) {
    List<ParameterGroup> groups = new ArrayList<>(settings.groups());
    groups.add(group);
    return new Optimizer(
        new OptimizerSettings(
            settings.rule(),
            settings.learningRate(),
            settings.schedule(),
            settings.clip(),
            settings.penalty(),
            groups,
            settings.average()));
  }

  Optimizer learningRate(double rate) {
    return new Optimizer(
        new OptimizerSettings(
            settings.rule(),
            rate,
            settings.schedule(),
            settings.clip(),
            settings.penalty(),
            settings.groups(),
            settings.average()));
  }

  Optimizer rule(OptimizerSpec rule) {
    return new Optimizer(
        new OptimizerSettings(
            rule,
            settings.learningRate(),
            settings.schedule(),
            settings.clip(),
            settings.penalty(),
            settings.groups(),
            settings.average()));
  }

  private Optimizer clip(ClipSpec clip) {
    return new Optimizer(
        new OptimizerSettings(
            settings.rule(),
            settings.learningRate(),
            settings.schedule(),
            clip,
            settings.penalty(),
            settings.groups(),
            settings.average()));
  }

  private Optimizer penalty(PenaltySpec penalty) {
    return new Optimizer(
        new OptimizerSettings(
            settings.rule(),
            settings.learningRate(),
            settings.schedule(),
            settings.clip(),
            penalty,
            settings.groups(),
            settings.average()));
  }
}
