package weir.driver.cli;

import java.io.PrintWriter;
import java.util.Map;
import java.util.function.LongSupplier;
import weir.driver.report.EpochSummary;
import weir.driver.report.PrepareProgress;
import weir.driver.report.Progress;
import weir.driver.report.Report;
import weir.driver.report.TrainingPlan;

/**
 * Progress as one line that is drawn over and over, above it one line for each epoch that ended.
 */
final class ProgressBarDisplay implements ProgressDisplay {
  static final long REDRAW_NANOS = 200_000_000L;

  /** To the first column, and nothing behind it. */
  private static final String CLEAR = "\r\u001b[K";

  private final PrintWriter out;
  private final TerminalLine line;
  private final LongSupplier nanoTime;
  private TrainingPlan plan;
  private Map<String, Double> validation = Map.of();
  private TimeLeft timeLeft;
  private String drawn = "";
  private long drawnNanos;

  ProgressBarDisplay(PrintWriter out, TerminalLine line, LongSupplier nanoTime) {
    this.out = out;
    this.line = line;
    this.nanoTime = nanoTime;
  }

  @Override
  public void preparing(PrepareProgress progress) {
    draw(line.preparing(progress));
  }

  @Override
  public void started(TrainingPlan newPlan) {
    close();
    plan = newPlan;
    timeLeft = new TimeLeft(plan, nanoTime.getAsLong());
    say(ProgressText.plan(plan));
  }

  @Override
  public void progressed(Progress progress) {
    double share = (double) progress.step() / plan.totalSteps();
    double left = timeLeft.seconds(progress.step(), nanoTime.getAsLong());
    draw(line.running(share, plan.epochs(), progress, validation, left));
  }

  @Override
  public void epochEnded(EpochSummary summary) {
    validation = summary.validation();
    say(line.epoch(summary, plan.epochs()));
  }

  @Override
  public void recovered(Report.Recovery recovery) {
    say(ProgressText.recovered(recovery));
  }

  @Override
  public void noted(String text) {
    say("note: " + text);
  }

  /** Not more often than eyes can follow. */
  private void draw(String text) {
    long now = nanoTime.getAsLong();
    if (drawn.isEmpty() || now - drawnNanos >= REDRAW_NANOS) {
      drawnNanos = now;
      drawn = text;
      out.print(CLEAR + drawn);
      out.flush();
    }
  }

  private void say(String text) {
    out.println((drawn.isEmpty() ? "" : CLEAR) + text);
    out.print(drawn);
    out.flush();
  }

  @Override
  public void ended(Report report) {
    close();
  }

  @Override
  public void close() {
    if (!drawn.isEmpty()) {
      drawn = "";
      out.print(CLEAR);
      out.flush();
    }
  }
}
