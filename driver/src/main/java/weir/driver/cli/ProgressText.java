package weir.driver.cli;

import java.util.Locale;
import java.util.Map;
import weir.driver.report.EpochSummary;
import weir.driver.report.Figures;
import weir.driver.report.PrepareProgress;
import weir.driver.report.Progress;
import weir.driver.report.TrainingPlan;

/** The words of progress. */
final class ProgressText {
  private ProgressText() {}

  static String plan(TrainingPlan plan) {
    return format(
        "%s: %,d rows, %,d parameters, %d epochs of %s steps; %d workers (%d virtual), %d shards",
        plan.name(),
        plan.trainRows(),
        plan.parameters(),
        plan.epochs(),
        steps(plan),
        plan.workers(),
        plan.virtualWorkers(),
        plan.shards());
  }

  private static String steps(TrainingPlan plan) {
    long first = plan.steps().steps(0);
    long last = plan.steps().steps(plan.epochs() - 1);
    return first == last ? format("%,d", first) : format("%,d, in the end %,d", first, last);
  }

  static String preparing(PrepareProgress progress) {
    return format("%s: %,d of %,d tasks", progress.phase(), progress.done(), progress.tasks());
  }

  static String progress(Progress progress) {
    return format(
        "loss %s  %,.0f samples/s", Figures.of(progress.meanLoss()), progress.samplesPerSecond());
  }

  static String epoch(EpochSummary summary, int epochs) {
    var text = new StringBuilder();
    text.append(
        format(
            "epoch %d/%d  train loss %s",
            summary.epoch(), epochs, Figures.of(summary.trainLoss())));
    for (Map.Entry<String, Double> metric : summary.validation().entrySet()) {
      text.append(format("  validation %s %s", metric.getKey(), Figures.of(metric.getValue())));
    }
    return text.append(
            format("  %.1f s  %,.0f samples/s", summary.seconds(), summary.samplesPerSecond()))
        .toString();
  }

  /** {@code 1:02:03}, or {@code 2:03}. */
  static String clock(double seconds) {
    long whole = Math.max(0, Math.round(seconds));
    return whole >= 3600
        ? format("%d:%02d:%02d", whole / 3600, whole / 60 % 60, whole % 60)
        : format("%d:%02d", whole / 60, whole % 60);
  }

  static String format(String pattern, Object... values) {
    return String.format(Locale.ROOT, pattern, values);
  }
}
