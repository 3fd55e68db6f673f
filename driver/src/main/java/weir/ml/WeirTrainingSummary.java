package weir.ml;

import java.util.List;
import org.apache.spark.ml.classification.TrainingSummary;
import weir.driver.job.TrainingJob;
import weir.driver.report.EpochSummary;
import weir.driver.report.Report;

/** How a training went; known to the model that it made, not to one that was loaded. Immutable. */
public final class WeirTrainingSummary implements TrainingSummary {
  private final Report report;
  private final List<EpochSummary> epochs;

  WeirTrainingSummary(TrainingJob.Outcome outcome) {
    this.report = outcome.report();
    this.epochs = outcome.epochs();
  }

  /** The mean training loss of each pass. */
  @Override
  public double[] objectiveHistory() {
    return epochs.stream().mapToDouble(EpochSummary::trainLoss).toArray();
  }

  /** The validation loss of each pass; empty without validation rows. */
  public double[] validationObjectiveHistory() {
    return epochs.stream()
        .filter(epoch -> epoch.validation().containsKey("loss"))
        .mapToDouble(epoch -> epoch.validation().get("loss"))
        .toArray();
  }

  /** Passes over the training rows. */
  @Override
  public int totalIterations() {
    return epochs.size();
  }

  /** One entry a pass, in order. */
  public List<EpochSummary> epochs() {
    return epochs;
  }

  /** All figures of the run, those of {@code report.json}. */
  public Report report() {
    return report;
  }
}
