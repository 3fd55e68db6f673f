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
import weir.driver.report.EpochSummary;
import weir.driver.report.RateCurve;
import weir.driver.report.TrainingListener;
import weir.proto.client.CoordinatorClient.Decision;

/**
 * A training whose rate rises from step to step, each an epoch of its own, until the loss explodes;
 * notes the loss of each. One call at a time.
 */
final class RateSearch implements TrainingListener {
  private final RateRange range;
  private final List<RateCurve.Point> points = new ArrayList<>();

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
        null,
        train.augment());
  }

  @Override
  public void epochEnded(EpochSummary step) {
    points.add(new RateCurve.Point(step.learningRate(), step.trainLoss()));
  }

  /** Ends the training once the loss has exploded. */
  Decision after(Decision decision) {
    return curve().exploded() ? new Decision(false, "the loss has exploded") : decision;
  }

  /** True once a step has ended with a loss. */
  boolean began() {
    return !points.isEmpty();
  }

  RateCurve curve() {
    return new RateCurve(points);
  }
}
