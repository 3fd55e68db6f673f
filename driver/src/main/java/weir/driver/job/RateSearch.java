package weir.driver.job;

import weir.driver.config.AverageSettings;
import weir.driver.config.JobSpec;
import weir.driver.config.OptimizerSettings;
import weir.driver.config.ParameterGroup;
import weir.driver.config.RateRange;
import weir.driver.config.ScheduleSettings;
import weir.driver.config.StepCount;
import weir.driver.config.StopSpec;
import weir.driver.config.TrainSpec;
import weir.driver.judge.RunState;
import weir.driver.report.RateCurve;

/**
 * A training whose rate rises from step to step, each an epoch of its own, until the loss explodes.
 * Immutable.
 */
final class RateSearch {
  private final RateRange range;

  RateSearch(RateRange range) {
    this.range = range;
  }

  /** The same job with the rising rate; groups keep their share of it. */
  JobSpec rising(JobSpec job) {
    OptimizerSettings optimizer = job.optimizer();
    double share = range.from() / optimizer.learningRate();
    OptimizerSettings rising =
        new OptimizerSettings(
            optimizer.rule(),
            range.from(),
            new ScheduleSettings.Exponential(
                new StepCount(range.steps() - 1, StepCount.Unit.STEPS), range.to() / range.from()),
            optimizer.clip(),
            optimizer.penalty(),
            optimizer.groups().stream().map(group -> scaled(group, share)).toList(),
            AverageSettings.NONE);
    return new JobSpec(
        job.name(),
        job.data(),
        job.model(),
        job.loss(),
        rising,
        train(job.train()),
        job.cluster(),
        job.output());
  }

  private static ParameterGroup scaled(ParameterGroup group, double share) {
    return new ParameterGroup(
        group.match(),
        group.learningRate() == null ? null : share * group.learningRate(),
        group.freeze(),
        group.penalty());
  }

  private TrainSpec train(TrainSpec train) {
    return new TrainSpec(
        range.steps(),
        train.batchSize(),
        TrainSpec.DEFAULT.maxBatchSize(),
        train.virtualWorkers(),
        train.seed(),
        train.consistency(),
        train.order(),
        train.accumulate(),
        train.classWeights(),
        null,
        StopSpec.NEVER,
        train.augment());
  }

  /** Ends the training once the loss has exploded. */
  static RunState review(RunState state) {
    return curve(state).exploded() ? state.stop("the loss has exploded") : state;
  }

  /** Loss against rate, of the steps so far. */
  static RateCurve curve(RunState state) {
    return new RateCurve(
        state.epochs().stream()
            .map(step -> new RateCurve.Point(step.learningRate(), step.trainLoss()))
            .toList());
  }
}
