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
  /** Workers were lost and are not back yet. */
  private record Pending(long step, String cause, String lost, long sinceNanos) {
    Recovery done(long now) {
      return new Recovery(step, cause, lost, (now - sinceNanos) * 1e-9);
    }
  }

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
  private final List<Pending> pending = new ArrayList<>();

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
    for (Pending loss : pending) {
      Recovery done = loss.done(now);
      recoveries.add(done);
      listener.recovered(done);
    }
    pending.clear();
  }

  /**
   * Workers were lost; the next attempt begins at {@code step}. Those lost before, and not back
   * yet, stay on the list: the next greeting ends the recovery of all.
   */
  synchronized void lost(long step, String cause, String lost, long sinceNanos) {
    pending.add(new Pending(step, cause, lost, sinceNanos));
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
