package weir.driver.cli;

import java.time.Duration;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import weir.driver.report.EpochSummary;
import weir.driver.report.Figures;
import weir.driver.report.PrepareProgress;
import weir.driver.report.Progress;
import weir.driver.report.Report;
import weir.driver.report.TrainingPlan;

/** Progress as one bar while rows are prepared and one over the whole training. */
final class ProgressBarDisplay implements ProgressDisplay {
  private static final int REDRAW_MILLIS = 250;

  private TrainingPlan plan;
  private ProgressBar bar;
  private String metrics = "";

  @Override
  public void preparing(PrepareProgress progress) {
    if (bar == null) {
      bar = bar("rows", progress.tasks()).build();
    }
    bar.maxHint(progress.tasks());
    bar.stepTo(progress.done());
    bar.setExtraMessage(" " + progress.phase());
  }

  private static ProgressBarBuilder bar(String name, long most) {
    return new ProgressBarBuilder()
        .setTaskName(name)
        .setInitialMax(most)
        .setUpdateIntervalMillis(REDRAW_MILLIS)
        .setStyle(ProgressBarStyle.COLORFUL_UNICODE_BLOCK);
  }

  @Override
  public void started(TrainingPlan newPlan) {
    close();
    plan = newPlan;
    System.err.println(ProgressText.plan(plan));
    bar = bar(plan.name(), plan.totalSteps()).startsFrom(plan.startStep(), Duration.ZERO).build();
  }

  @Override
  public void progressed(Progress progress) {
    bar.stepTo(progress.step());
    String epoch = " epoch " + progress.epoch() + "/" + plan.epochs() + "  ";
    bar.setExtraMessage(epoch + ProgressText.progress(progress) + metrics);
  }

  @Override
  public void epochEnded(EpochSummary summary) {
    var text = new StringBuilder();
    summary
        .validation()
        .forEach(
            (name, value) -> text.append(ProgressText.format("  %s %s", name, Figures.of(value))));
    metrics = text.toString();
    bar.stepTo(summary.step());
  }

  @Override
  public void recovered(Report.Recovery recovery) {
    bar.stepTo(recovery.step());
  }

  @Override
  public void noted(String line) {
    System.err.println("note: " + line);
  }

  @Override
  public void ended(Report report) {
    close();
  }

  @Override
  public void close() {
    if (bar != null) {
      bar.close();
      bar = null;
    }
  }
}
