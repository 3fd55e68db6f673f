package weir.driver.cli;

import java.util.Locale;
import weir.driver.report.Figures;
import weir.driver.report.PrepareProgress;
import weir.driver.report.Progress;
import weir.driver.report.Report;
import weir.driver.report.TrainingPlan;

/** The words of progress. */
final class ProgressText {
  private ProgressText() {}

  static String plan(TrainingPlan plan) {
    return format(
        "%s: %s%s%s, %s, %s of %s; %s (%d virtual), %s",
        plan.name(),
        Figures.count(plan.trainRows(), "row"),
        held(plan.validationRows(), "validation"),
        held(plan.testRows(), "test"),
        Figures.count(plan.parameters(), "parameter"),
        Figures.count(plan.epochs(), "epoch"),
        steps(plan),
        Figures.count(plan.workers(), "worker"),
        plan.virtualWorkers(),
        Figures.count(plan.shards(), "shard"));
  }

  private static String held(long rows, String purpose) {
    return rows == 0 ? "" : format(" + %,d for %s", rows, purpose);
  }

  private static String steps(TrainingPlan plan) {
    long first = plan.steps().steps(0);
    long last = plan.steps().steps(plan.epochs() - 1);
    return first == last
        ? Figures.count(first, "step")
        : format("%,d, in the end %s", first, Figures.count(last, "step"));
  }

  static String preparing(PrepareProgress progress) {
    return format("%s: %,d of %,d tasks", progress.phase(), progress.done(), progress.tasks());
  }

  static String progress(Progress progress) {
    return format(
        "loss %s  %,.0f samples/s", Figures.of(progress.meanLoss()), progress.samplesPerSecond());
  }

  static String recovered(Report.Recovery recovery) {
    return format(
        "recovered: %s (%s), going on from step %,d",
        recovery.cause(), recovery.lost(), recovery.step());
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
