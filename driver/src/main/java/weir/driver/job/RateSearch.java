package weir.driver.job;

import java.util.ArrayList;
import java.util.List;
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
import weir.driver.report.EpochSummary;
import weir.driver.report.RateCurve;

/**
 * A training whose rate rises from step to step, each an epoch of its own, until the loss explodes;
 * before it one that stands still, which tells what the same batches cost with the weights of the
 * beginning. Immutable.
 */
final class RateSearch {
  /** So low that no weight of any size moves, and yet a rate. */
  private static final double STILL = 1e-20;

  private final RateRange range;

  RateSearch(RateRange range) {
    this.range = range;
  }

  /** The same job with a rate that moves nothing. */
  JobSpec still(JobSpec job) {
    return with(job, STILL, new ScheduleSettings.Constant());
  }

  /** The same job with the rising rate. */
  JobSpec rising(JobSpec job) {
    StepCount steps = new StepCount(range.steps() - 1, StepCount.Unit.STEPS);
    return with(
        job, range.from(), new ScheduleSettings.Exponential(steps, range.to() / range.from()));
  }

  /** Groups keep their share of the rate. */
  private JobSpec with(JobSpec job, double rate, ScheduleSettings schedule) {
    OptimizerSettings optimizer = job.optimizer();
    double share = rate / optimizer.learningRate();
    OptimizerSettings searching =
        new OptimizerSettings(
            optimizer.rule(),
            rate,
            schedule,
            optimizer.clip(),
            optimizer.penalty(),
            optimizer.groups().stream().map(group -> scaled(group, share)).toList(),
            AverageSettings.NONE);
    return new JobSpec(
        job.name(),
        job.data(),
        job.model(),
        job.loss(),
        searching,
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
        null,
        train.augment());
  }

  /**
   * Ends the training once the loss has exploded.
   *
   * @param still what came of the training that stands still
   */
  static RunState review(RunState still, RunState rising) {
    return curve(still, rising).exploded() ? rising.stop("the loss has exploded") : rising;
  }

  /** Loss against rate, of the steps so far. */
  static RateCurve curve(RunState still, RunState rising) {
    List<RateCurve.Point> points = new ArrayList<>();
    for (EpochSummary step : rising.epochs()) {
      double startLoss = still.epochs().get(points.size()).trainLoss();
      points.add(new RateCurve.Point(step.learningRate(), step.trainLoss(), startLoss));
    }
    return new RateCurve(points);
  }
}
