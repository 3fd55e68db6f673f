package weir.driver.job;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import org.apache.spark.SparkContext;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerExecutorRemoved;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import weir.driver.report.Report.Recovery;

/**
 * Hears which executors are lost while weights are evaluated: Spark itself does their part again.
 * Thread-safe.
 */
final class LostExecutors extends SparkListener implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(LostExecutors.class);
  private static final long LATE_MILLIS = 1000;

  private record Lost(String who, long nanos) {}

  private final SparkContext spark;
  private final LongSupplier nanoTime;
  private final List<Lost> lost = new ArrayList<>();

  /** Hears of those that are lost from now on. */
  LostExecutors(SparkContext spark, LongSupplier nanoTime) {
    this.spark = spark;
    this.nanoTime = nanoTime;
    spark.addSparkListener(this);
  }

  @Override
  public synchronized void onExecutorRemoved(SparkListenerExecutorRemoved removed) {
    String who = "executor " + removed.executorId() + " (" + Causes.line(removed.reason()) + ")";
    LOG.warn("{} was lost during evaluation; Spark evaluates its rows again", who);
    lost.add(new Lost(who, nanoTime.getAsLong()));
  }

  /**
   * The losses so far, made up for by now.
   *
   * @param step after which they were
   */
  List<Recovery> recoveries(long step) {
    try {
      spark.listenerBus().waitUntilEmpty(LATE_MILLIS); // Spark's word may come after its deeds
    } catch (TimeoutException e) {
      LOG.debug("Spark still has events to tell", e);
    }
    synchronized (this) {
      long now = nanoTime.getAsLong();
      return lost.stream()
          .map(
              one ->
                  new Recovery(
                      step,
                      "executor lost during evaluation",
                      one.who(),
                      (now - one.nanos()) * 1e-9))
          .toList();
    }
  }

  @Override
  public void close() {
    if (!spark.isStopped()) {
      spark.removeSparkListener(this);
    }
  }
}
