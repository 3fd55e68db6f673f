package weir.driver.job;

import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerExecutorRemoved;

/** Hears which executors Spark has lost, and why. Thread-safe. */
final class Losses extends SparkListener {

  /** An executor that is gone. */
  record Loss(String executor, String reason) {}

  private final ConcurrentLinkedQueue<Loss> losses = new ConcurrentLinkedQueue<>();

  @Override
  public void onExecutorRemoved(SparkListenerExecutorRemoved removed) {
    losses.add(new Loss(removed.executorId(), removed.reason()));
  }

  /** The next loss nobody has asked for yet; null when there is none. */
  Loss poll() {
    return losses.poll();
  }
}
