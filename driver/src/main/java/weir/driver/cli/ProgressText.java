package weir.driver.cli;

import java.util.Locale;
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
        "%s: %s%s%s, %s, %s of %s; %s (%d virtual), %s",
        plan.name(),
        count(plan.trainRows(), "row"),
        held(plan.validationRows(), "validation"),
        held(plan.testRows(), "test"),
        count(plan.parameters(), "parameter"),
        count(plan.epochs(), "epoch"),
        steps(plan),
        count(plan.workers(), "worker"),
        plan.virtualWorkers(),
        count(plan.shards(), "shard"));
  }

  private static String held(long rows, String purpose) {
    return rows == 0 ? "" : format(" + %,d for %s", rows, purpose);
  }

  private static String steps(TrainingPlan plan) {
    long first = plan.steps().steps(0);
    long last = plan.steps().steps(plan.epochs() - 1);
    return first == last
        ? count(first, "step")
        : format("%,d, in the end %s", first, count(last, "step"));
  }

  static String preparing(PrepareProgress progress) {
    return format("%s: %,d of %,d tasks", progress.phase(), progress.done(), progress.tasks());
  }

  static String progress(Progress progress) {
    return format(
        "loss %s  %,.0f samples/s", Figures.of(progress.meanLoss()), progress.samplesPerSecond());
  }

  /** What a finished epoch came to, with the metric that decides: the others are in files. */
  static String epoch(EpochSummary summary, TrainingPlan plan) {
    return format(
        "epoch %d/%d  loss %s%s  %.1f s  %,.0f/s",
        summary.epoch(),
        plan.epochs(),
        Figures.of(summary.trainLoss()),
        validation(summary, plan.metric()),
        summary.seconds(),
        summary.samplesPerSecond());
  }

  private static String validation(EpochSummary summary, String metric) {
    Double loss = summary.validation().get("loss");
    if (loss == null) {
      return "";
    }
    return format("  val loss %s", Figures.of(loss))
        + ("loss".equals(metric) ? "" : metric(summary, metric));
  }

  /** The metric that decides; empty where the epoch has none. */
  static String metric(EpochSummary summary, String metric) {
    Double value = summary.validation().get(metric);
    if (value == null) {
      return "";
    }
    String name = "loss".equals(metric) ? "val loss" : metric;
    return format("  %s %s", name, Figures.of(value));
  }

  /** One thing, or several. */
  private static String count(long number, String thing) {
    return format("%,d %s%s", number, thing, number == 1 ? "" : "s");
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
