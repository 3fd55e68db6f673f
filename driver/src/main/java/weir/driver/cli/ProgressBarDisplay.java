package weir.driver.cli;

import java.io.PrintStream;
import java.util.Map;
import java.util.function.LongSupplier;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarRenderer;
import weir.driver.report.EpochSummary;
import weir.driver.report.PrepareProgress;
import weir.driver.report.Progress;
import weir.driver.report.Report;
import weir.driver.report.TrainingPlan;

/**
 * Progress as one bar while rows are prepared and one over the whole training; each epoch that is
 * over stays as a line above. A thread of the bar's own draws what the fields say.
 */
final class ProgressBarDisplay implements ProgressDisplay {
  private static final int REDRAW_MILLIS = 250;

  private final PrintStream out;
  private final TerminalLine line;
  private final LongSupplier nanoTime;
  private ProgressBar bar;
  private TrainingPlan plan;
  private TimeLeft timeLeft;
  private volatile Map<String, Double> validation = Map.of();
  private volatile Progress latest;
  private volatile PrepareProgress phase;

  ProgressBarDisplay(PrintStream out, TerminalLine line, LongSupplier nanoTime) {
    this.out = out;
    this.line = line;
    this.nanoTime = nanoTime;
  }

  @Override
  public void preparing(PrepareProgress progress) {
    phase = progress;
    if (bar == null) {
      bar = bar((state, most) -> line.preparing(phase), progress.tasks());
    }
    bar.maxHint(progress.tasks());
    bar.stepTo(progress.done());
  }

  private ProgressBar bar(ProgressBarRenderer renderer, long most) {
    return new ProgressBarBuilder()
        .setInitialMax(most)
        .setUpdateIntervalMillis(REDRAW_MILLIS)
        .setRenderer(renderer)
        // Its usual one counts the lines between bars, and draws over those of others.
        .setConsumer(new ConsoleProgressBarConsumer(out, TerminalLine.COLUMNS))
        .build();
  }

  @Override
  public void started(TrainingPlan newPlan) {
    close();
    plan = newPlan;
    timeLeft = new TimeLeft(plan, nanoTime.getAsLong());
    say(ProgressText.plan(plan));
    latest = new Progress(1, plan.startStep(), Double.NaN, 0);
    bar = bar((state, most) -> running(state.getNormalizedProgress()), plan.totalSteps());
    bar.stepTo(plan.startStep());
  }

  private String running(double share) {
    Progress progress = latest;
    double left = timeLeft.seconds(progress.step(), nanoTime.getAsLong());
    return line.running(share, plan, progress, validation, left);
  }

  @Override
  public void progressed(Progress progress) {
    latest = progress;
    bar.stepTo(progress.step());
  }

  @Override
  public void epochEnded(EpochSummary summary) {
    validation = summary.validation();
    say(line.epoch(summary, plan));
    bar.stepTo(summary.step());
  }

  @Override
  public void recovered(Report.Recovery recovery) {
    say(ProgressText.recovered(recovery));
    bar.stepTo(recovery.step());
  }

  @Override
  public void noted(String text) {
    say("note: " + text);
  }

  /** Over the bar, which draws itself again below. */
  private void say(String text) {
    String rest = " ".repeat(Math.max(0, TerminalLine.COLUMNS - text.length()));
    out.print((bar == null ? text : "\r" + text + rest) + "\n");
    out.flush();
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
