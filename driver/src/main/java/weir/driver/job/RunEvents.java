package weir.driver.job;

import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import weir.driver.report.EpochSummary;
import weir.driver.report.Progress;
import weir.driver.report.Report.Recovery;
import weir.driver.report.TrainingListener;
import weir.proto.control.CoordinatorService;

/**
 * Turns what the coordinator hears into what the user's listener is told, one call at a time, and
 * measures its times. Thread-safe.
 */
final class RunEvents {
  private final TrainingListener listener;
  private final Blueprint blueprint;
  private final LongSupplier nanoTime;
  private final Map<Integer, Long> samples = new HashMap<>();
  private long firstStepNanos;
  private long attemptNanos;
  private long epochNanos;
  private long nextStep;

  RunEvents(TrainingListener listener, Blueprint blueprint, LongSupplier nanoTime) {
    this.listener = listener;
    this.blueprint = blueprint;
    this.nanoTime = nanoTime;
  }

  /** All workers of an attempt are about to do this step. */
  synchronized void began(long step) {
    attemptNanos = nanoTime.getAsLong();
    if (firstStepNanos == 0) {
      firstStepNanos = attemptNanos;
      epochNanos = attemptNanos;
    }
    samples.clear();
    nextStep = step;
  }

  /** What was lost is replaced. */
  synchronized void recovered(Recovery recovery) {
    listener.recovered(recovery);
  }

  /** Something that the user should know, in one line. */
  synchronized void noted(String line) {
    listener.noted(line);
  }

  /** A worker has finished a step. */
  synchronized void progressed(int worker, CoordinatorService.Progress progress) {
    samples.put(worker, progress.samples());
    long step = progress.step();
    if (step < nextStep) {
      return;
    }
    nextStep = step + 1;
    int epoch = (int) blueprint.training().epochs().epoch(step) + 1;
    listener.progressed(new Progress(epoch, step + 1, progress.meanLoss(), samplesPerSecond()));
  }

  private double samplesPerSecond() {
    double seconds = (nanoTime.getAsLong() - attemptNanos) * 1e-9;
    return samples.values().stream().mapToLong(Long::longValue).sum() / Math.max(seconds, 1e-9);
  }

  /** Wall clock from the end of the epoch before, or the first step, to now. */
  synchronized double epochSeconds() {
    long now = nanoTime.getAsLong();
    double seconds = (now - epochNanos) * 1e-9;
    epochNanos = now;
    return seconds;
  }

  /** An epoch is over and judged. */
  synchronized void epochEnded(EpochSummary epoch) {
    listener.epochEnded(epoch);
  }

  /** When the first step began, in nanoseconds; 0 before. */
  synchronized long firstStepNanos() {
    return firstStepNanos;
  }
}
