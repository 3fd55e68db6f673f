package weir.driver.cli;

import java.util.List;
import java.util.Map;
import weir.driver.config.JobSpec;
import weir.driver.config.ScheduleSettings.ReducePlateau;
import weir.driver.config.TrainSpec;

/**
 * The one validation metric that is worth a place beside the validation loss: what the training is
 * decided by, else what such tasks are usually told by.
 *
 * @param wanted null when the job decides by none
 */
record DecidingMetric(String wanted) {
  private static final String LOSS = "loss";
  private static final List<String> USUAL = List.of("accuracy", "rmse");

  /** Early stopping's metric, else that of a target, else that of the rate. */
  static DecidingMetric of(JobSpec job) {
    TrainSpec train = job.train();
    if (train.earlyStopping() != null) {
      return new DecidingMetric(train.earlyStopping().metric());
    }
    if (train.stop().metric() != null) {
      return new DecidingMetric(train.stop().metric());
    }
    return new DecidingMetric(
        job.optimizer().schedule().plateau().map(ReducePlateau::metric).orElse(null));
  }

  /** Its name among those that were told; {@code loss} when there is no better one. */
  String among(Map<String, Double> validation) {
    if (wanted != null && validation.containsKey(wanted)) {
      return wanted;
    }
    return USUAL.stream().filter(validation::containsKey).findFirst().orElse(LOSS);
  }
}
