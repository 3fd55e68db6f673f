package weir.driver.cli;

import java.io.PrintWriter;
import java.util.function.LongSupplier;
import weir.driver.report.EpochSummary;
import weir.driver.report.PrepareProgress;
import weir.driver.report.Progress;
import weir.driver.report.Report;
import weir.driver.report.TrainingPlan;

/** Progress as plain lines: one an epoch, and in between one every few seconds. */
final class ProgressLines implements ProgressDisplay {
  static final long PAUSE_NANOS = 5_000_000_000L;

  private final PrintWriter out;
  private final TerminalLine line;
  private final LongSupplier nanoTime;
  private TrainingPlan plan;
  private TimeLeft timeLeft;
  private long lastNanos;
  private boolean prepares;

  ProgressLines(PrintWriter out, TerminalLine line, LongSupplier nanoTime) {
    this.out = out;
    this.line = line;
    this.nanoTime = nanoTime;
  }

  /** Rows that are there in a moment are not worth a line. */
  @Override
  public void preparing(PrepareProgress progress) {
    long now = nanoTime.getAsLong();
    lastNanos = prepares ? lastNanos : now;
    prepares = true;
    if (now - lastNanos >= PAUSE_NANOS) {
      lastNanos = now;
      say(ProgressText.preparing(progress));
    }
  }

  @Override
  public void started(TrainingPlan newPlan) {
    plan = newPlan;
    lastNanos = nanoTime.getAsLong();
    timeLeft = new TimeLeft(plan, lastNanos);
    say(ProgressText.plan(plan));
  }

  @Override
  public void progressed(Progress progress) {
    long now = nanoTime.getAsLong();
    if (now - lastNanos < PAUSE_NANOS) {
      return;
    }
    lastNanos = now;
    double seconds = timeLeft.seconds(progress.step(), now);
    String left = Double.isNaN(seconds) ? "" : "  " + ProgressText.clock(seconds) + " left";
    say(
        ProgressText.format(
                "epoch %d/%d  step %,d/%,d  ",
                progress.epoch(), plan.epochs(), progress.step(), plan.totalSteps())
            + ProgressText.progress(progress)
            + left);
  }

  @Override
  public void epochEnded(EpochSummary summary) {
    lastNanos = nanoTime.getAsLong();
    say(line.epoch(summary, plan));
  }

  @Override
  public void recovered(Report.Recovery recovery) {
    say(ProgressText.recovered(recovery));
  }

  @Override
  public void noted(String text) {
    say("note: " + text);
  }

  private void say(String text) {
    out.println(text);
    out.flush();
  }
}
