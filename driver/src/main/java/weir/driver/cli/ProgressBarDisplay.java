package weir.driver.cli;

import java.time.Duration;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import weir.driver.report.EpochSummary;
import weir.driver.report.Figures;
import weir.driver.report.PrepareProgress;
import weir.driver.report.Progress;
import weir.driver.report.Report;
import weir.driver.report.TrainingPlan;

/**
 * Progress as one bar while rows are prepared and one over the whole training; each epoch that is
 * over stays as a line above.
 */
final class ProgressBarDisplay implements ProgressDisplay {
  private static final int REDRAW_MILLIS = 250;

  private TrainingPlan plan;
  private ProgressBar bar;
  private String metric = "";

  @Override
  public void preparing(PrepareProgress progress) {
    if (bar == null) {
      bar = bar("rows", progress.tasks()).build();
    }
    bar.maxHint(progress.tasks());
    bar.stepTo(progress.done());
    bar.setExtraMessage(progress.phase());
  }

  private static ProgressBarBuilder bar(String name, long most) {
    return new ProgressBarBuilder()
        .setTaskName(name)
        .setInitialMax(most)
        .setUpdateIntervalMillis(REDRAW_MILLIS)
        .setRenderer(new TrainingLine());
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
    bar.setExtraMessage(
        ProgressText.format(
            "%d/%d  loss %s%s  %,.0f/s",
            progress.epoch(),
            plan.epochs(),
            Figures.of(progress.meanLoss()),
            metric,
            progress.samplesPerSecond()));
  }

  @Override
  public void epochEnded(EpochSummary summary) {
    metric = ProgressText.metric(summary, plan.metric());
    say(ProgressText.epoch(summary, plan));
    bar.stepTo(summary.step());
  }

  @Override
  public void recovered(Report.Recovery recovery) {
    bar.stepTo(recovery.step());
  }

  @Override
  public void noted(String line) {
    say("note: " + line);
  }

  /** Over the bar, which draws itself again below. */
  private void say(String line) {
    String rest = " ".repeat(Math.max(0, TrainingLine.WIDTH - line.length()));
    System.err.print((bar == null ? line : "\r" + line + rest) + "\n");
    System.err.flush();
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
