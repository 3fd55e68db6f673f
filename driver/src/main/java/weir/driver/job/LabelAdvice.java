package weir.driver.job;

import java.util.List;
import java.util.Locale;
import weir.driver.config.JobSpec;
import weir.driver.data.prepare.FittedTarget;
import weir.driver.report.EpochSummary;
import weir.driver.report.TrainingListener;

/**
 * Says when a loss is so large that the units of the label must be: weights start for values around
 * 1, and learn for long, or not at all, what they could be told. One call at a time.
 */
final class LabelAdvice implements TrainingListener {
  /** Mean losses beyond are not those of numbers around 1. */
  static final double LARGE = 100;

  private final TrainingListener listener;

  /** Labels in their own units; empty where classes are told. */
  private final List<String> labels;

  private double firstLoss = Double.NaN;

  LabelAdvice(JobSpec job, List<FittedTarget> targets, TrainingListener listener) {
    this.listener = listener;
    this.labels =
        targets.stream()
            .filter(target -> !job.classification() && target.shift() == 0 && target.divisor() == 1)
            .map(FittedTarget::name)
            .distinct()
            .toList();
  }

  @Override
  public void epochEnded(EpochSummary summary) {
    if (!Double.isNaN(firstLoss)) {
      return;
    }
    firstLoss = summary.trainLoss();
    if (firstLoss >= LARGE && !labels.isEmpty()) {
      listener.noted(
          String.format(
              Locale.ROOT,
              "the training loss of the first epoch is %,.0f, as label %s is in large units; add"
                  + " {standardize: [%s]} to data.prepare (predictions and metrics stay in its own"
                  + " units)",
              firstLoss,
              String.join(", ", labels),
              String.join(", ", labels)));
    }
  }

  /** What to add to a failure by a loss that is no number any more. */
  String onDivergence() {
    if (labels.isEmpty() || firstLoss < LARGE) {
      return "";
    }
    String named = String.join(", ", labels);
    return "; where label "
        + named
        + " is in large units, add {standardize: ["
        + named
        + "]} to data.prepare";
  }
}
