package weir.driver.job;

import java.util.HashMap;
import java.util.Map;
import weir.proto.client.Phase;
import weir.proto.client.Traffic;

/**
 * Seconds and bytes of all workers of all attempts: the latest report of each counts. Thread-safe.
 */
final class WorkerLedger {
  private record Worker(int incarnation, int worker) {}

  private record Report(double[] phaseSeconds, Traffic traffic) {}

  private final Map<Worker, Report> reports = new HashMap<>();

  /** Notes what a worker has used since it began. */
  synchronized void record(int incarnation, int worker, double[] phaseSeconds, Traffic traffic) {
    reports.put(new Worker(incarnation, worker), new Report(phaseSeconds.clone(), traffic));
  }

  /** Seconds in the order of {@link Phase}, summed over workers. */
  synchronized double[] phaseSeconds() {
    double[] sums = new double[Phase.values().length];
    for (Report report : reports.values()) {
      for (int phase = 0; phase < Math.min(sums.length, report.phaseSeconds().length); phase++) {
        sums[phase] += report.phaseSeconds()[phase];
      }
    }
    return sums;
  }

  /** Bytes and pushes, summed over workers. */
  synchronized Traffic traffic() {
    Traffic sum = new Traffic(0, 0, 0, 0, 0);
    for (Report report : reports.values()) {
      Traffic one = report.traffic();
      sum =
          new Traffic(
              sum.bytesSent() + one.bytesSent(),
              sum.bytesReceived() + one.bytesReceived(),
              sum.applied() + one.applied(),
              sum.repeated() + one.repeated(),
              sum.dropped() + one.dropped());
    }
    return sum;
  }
}
