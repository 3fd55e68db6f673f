package weir.driver.job;

import java.util.concurrent.TimeUnit;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkContext;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.util.Utils;
import weir.driver.UserInputException;

/**
 * How many tasks the cluster can run at once. A barrier job that asks for more than there are would
 * be retried by Spark every 15 seconds without a word; so we count first and say both numbers.
 */
final class Slots {
  private static final long POLL_MILLIS = 50;

  private final SparkContext spark;

  Slots(JavaSparkContext spark) {
    this.spark = spark.sc();
  }

  /**
   * Spark refuses barrier stages where executors come and go; this says so before any work.
   *
   * @throws UserInputException naming the setting
   */
  static void refuseDynamic(SparkConf conf) {
    if (Utils.isDynamicAllocationEnabled(conf)) {
      throw new UserInputException(
          "spark.dynamicAllocation.enabled=true (expected: false, as workers train all at once and"
              + " need executors that stay); set --conf spark.dynamicAllocation.enabled=false and"
              + " the number of executors");
    }
  }

  /**
   * Waits as {@link #await} does.
   *
   * @throws UserInputException when there are too few at the deadline, with both numbers
   */
  void require(int wanted, long deadlineMillis) throws InterruptedException {
    int there = await(wanted, deadlineMillis);
    if (there < wanted) {
      String waited = spark.isLocal() ? "" : " after " + deadlineMillis / 1000.0 + " s";
      throw new UserInputException(
          "cluster.workers="
              + wanted
              + " (expected: <= "
              + there
              + ", the slots of master "
              + spark.master()
              + waited
              + "); set cluster.workers, or give "
              + (spark.isLocal()
                  ? "--master more cores"
                  : "the application more executors or cores, which others may hold"));
    }
  }

  private int available() {
    return spark.maxNumConcurrentTasks(spark.resourceProfileManager().defaultResourceProfile());
  }

  /**
   * Waits until there are {@code wanted} slots or the deadline is over; returns how many there are.
   */
  int await(int wanted, long deadlineMillis) throws InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(deadlineMillis);
    int there = available();
    // A local master has all its slots from the start: waiting would bring no more.
    while (there < wanted && !spark.isLocal() && System.nanoTime() < deadline) {
      TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
      there = available();
    }
    return there;
  }
}
