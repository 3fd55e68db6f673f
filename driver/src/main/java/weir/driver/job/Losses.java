package weir.driver.job;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerExecutorRemoved;

/** Hears which executors Spark has lost, and why. Thread-safe. */
final class Losses extends SparkListener {

  /** An executor that is gone. */
  record Loss(String executor, String reason) {}

  /** The stage fails a moment before Spark tells of the executor. */
  private static final long PATIENCE_MILLIS = 1000;

  private final LinkedBlockingQueue<Loss> losses = new LinkedBlockingQueue<>();

  @Override
  public void onExecutorRemoved(SparkListenerExecutorRemoved removed) {
    losses.add(new Loss(removed.executorId(), removed.reason()));
  }

  /** The losses nobody has asked for yet; empty when none comes within a second. */
  List<Loss> next() throws InterruptedException {
    List<Loss> heard = new ArrayList<>();
    Loss first = losses.poll(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
    if (first != null) {
      heard.add(first);
      losses.drainTo(heard);
    }
    return heard;
  }
}
