package weir.worker.train;

import java.util.function.LongSupplier;
import weir.proto.client.CoordinatorClient;
import weir.proto.client.StepTotals;

/** Tells the coordinator where training is, every now and then. One thread only. */
final class ProgressReport {
  /** Often enough for a progress bar. */
  static final long INTERVAL_NANOS = 200_000_000;

  private final CoordinatorClient coordinator;
  private final LongSupplier nanoTime;
  private long last;

  ProgressReport(CoordinatorClient coordinator, LongSupplier nanoTime) {
    this.coordinator = coordinator;
    this.nanoTime = nanoTime;
    this.last = nanoTime.getAsLong();
  }

  /**
   * A step has been applied.
   *
   * @param now tell it even if the last report was a moment ago
   */
  void applied(StepTotals totals, long samples, boolean now) {
    long time = nanoTime.getAsLong();
    if (now || time - last >= INTERVAL_NANOS) {
      coordinator.progress(totals.step(), totals.epochLoss() / totals.epochWeight(), samples);
      last = time;
    }
  }
}
