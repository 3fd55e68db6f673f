package weir.driver.job;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import weir.driver.report.EpochSummary;
import weir.driver.report.Progress;
import weir.driver.report.Report.Recovery;
import weir.driver.report.TrainingListener;
import weir.proto.control.CoordinatorService;

/**
 * Turns what the coordinator hears into what the user's listener is told, one call at a time, and
 * keeps the times of the report. Thread-safe.
 */
final class RunEvents implements Coordinator.Events {
  private final TrainingListener listener;
  private final Blueprint blueprint;
  private final LongSupplier nanoTime;
  private final Map<Integer, Long> samples = new HashMap<>();
  private final List<Recovery> recoveries = new ArrayList<>();
  private long firstStepNanos;
  private long epochNanos;
  private long lastStep = -1;
  private double lastTrainLoss = Double.NaN;
  private int epochs;
  private Recovery pending;
  private long lostNanos;

  RunEvents(TrainingListener listener, Blueprint blueprint, LongSupplier nanoTime) {
    this.listener = listener;
    this.blueprint = blueprint;
    this.nanoTime = nanoTime;
  }

  @Override
  public synchronized void greeted() {
    long now = nanoTime.getAsLong();
    if (firstStepNanos == 0) {
      firstStepNanos = now;
      epochNanos = now;
    }
    samples.clear();
    if (pending != null) {
      Recovery done =
          new Recovery(pending.step(), pending.cause(), pending.lost(), (now - lostNanos) * 1e-9);
      pending = null;
      recoveries.add(done);
      listener.recovered(done);
    }
  }

  /** Workers were lost; the next attempt begins at {@code step}. */
  synchronized void lost(long step, String cause, String lost, long sinceNanos) {
    pending = new Recovery(step, cause, lost, 0);
    lostNanos = sinceNanos;
    lastStep = step - 1;
  }

  @Override
  public synchronized void progressed(int worker, CoordinatorService.Progress progress) {
    samples.put(worker, progress.samples());
    long step = progress.step();
    if (step <= lastStep) {
      return;
    }
    lastStep = step;
    int epoch = (int) blueprint.training().epochs().epoch(step) + 1;
    listener.progressed(new Progress(epoch, step + 1, progress.meanLoss(), samplesPerSecond()));
  }

  private double samplesPerSecond() {
    double seconds = (nanoTime.getAsLong() - firstStepNanos) * 1e-9;
    return samples.values().stream().mapToLong(Long::longValue).sum() / Math.max(seconds, 1e-9);
  }

  /** An epoch is over and judged. */
  synchronized void judged(EpochJudge.Verdict verdict) {
    long now = nanoTime.getAsLong();
    double seconds = (now - epochNanos) * 1e-9;
    epochNanos = now;
    epochs = verdict.epoch() + 1;
    lastTrainLoss = verdict.trainLoss();
    long steps = blueprint.training().epochs().firstStep(epochs);
    listener.epochEnded(
        new EpochSummary(
            epochs,
            steps,
            verdict.rateFactor() * blueprint.training().update().rate(steps - 1),
            verdict.trainLoss(),
            verdict.validation(),
            seconds,
            blueprint.ranks().rows() / Math.max(seconds, 1e-9)));
  }

  /** When the first step began, in nanoseconds; 0 before. */
  synchronized long firstStepNanos() {
    return firstStepNanos;
  }

  /** Recoveries so far. */
  synchronized List<Recovery> recoveries() {
    return List.copyOf(recoveries);
  }

  /** Mean training loss of the last finished epoch; NaN before. */
  synchronized double lastTrainLoss() {
    return lastTrainLoss;
  }

  /** Epochs that were finished. */
  synchronized int epochs() {
    return epochs;
  }
}
