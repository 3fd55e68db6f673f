package weir.driver.job;

import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import weir.driver.UserInputException;
import weir.driver.config.JobSpec;
import weir.driver.config.ScheduleSettings.ReducePlateau;
import weir.driver.evaluate.OriginalUnits;
import weir.worker.metric.EvaluationPartial;
import weir.worker.metric.Evaluator;

/** The validation metrics that a job decides by: they must be some that its loss has. */
final class WantedMetrics {
  private final Set<String> known;
  private final long rows;

  private WantedMetrics(Blueprint blueprint, long rows) {
    this.rows = rows;
    var specs = Evaluator.specs(blueprint.task().network());
    var nothing = OriginalUnits.of(new EvaluationPartial(specs).evaluation(), blueprint.outputs());
    known = new TreeSet<>(nothing.metrics().keySet());
    known.add("loss");
  }

  /**
   * Refuses a job that asks for another, or has no rows to tell it of, before it trains an epoch
   * for nothing.
   *
   * @param rows validation rows that there are
   * @throws UserInputException in one line
   */
  static void verify(JobSpec job, Blueprint blueprint, long rows) {
    var metrics = new WantedMetrics(blueprint, rows);
    if (job.train().earlyStopping() != null) {
      metrics.require("train.earlyStopping.metric", job.train().earlyStopping().metric());
    }
    if (Deciding.picks(job.train().decide())) {
      metrics.requireRows("train.decide.metric", job.train().decide().metric().key());
    }
    if (job.train().stop().metric() != null) {
      metrics.require("train.stop.metric", job.train().stop().metric());
    }
    job.optimizer()
        .schedule()
        .plateau()
        .ifPresent(
            plateau ->
                metrics.require("optimizer.schedule.reducePlateau.metric", plateau.metric()));
  }

  /** The metric that the job decides by: of several the one that ends it first. */
  static Optional<String> deciding(JobSpec job) {
    if (job.train().earlyStopping() != null) {
      return Optional.of(job.train().earlyStopping().metric());
    }
    if (job.train().stop().metric() != null) {
      return Optional.of(job.train().stop().metric());
    }
    return job.optimizer().schedule().plateau().map(ReducePlateau::metric);
  }

  private void require(String key, String metric) {
    if (!known.contains(metric)) {
      throw new UserInputException(
          key + "=" + metric + " (expected: one of " + known + "); set " + key);
    }
    requireRows(key, metric);
  }

  private void requireRows(String key, String metric) {
    if (rows == 0) {
      throw new UserInputException(
          key
              + "="
              + metric
              + ": no row is a validation row (expected: at least 1 to compute it on); set"
              + " data.validationFraction higher, or data.validation");
    }
  }
}
