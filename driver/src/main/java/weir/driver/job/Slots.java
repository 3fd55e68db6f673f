package weir.driver.job;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.IntPredicate;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkContext;
import org.apache.spark.SparkStageInfo;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.scheduler.TaskScheduler;
import org.apache.spark.scheduler.TaskSetManager;
import org.apache.spark.util.Utils;
import scala.jdk.javaapi.CollectionConverters;
import weir.driver.UserInputException;
import weir.driver.supervise.Event;
import weir.driver.supervise.Reminder;

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
   * Waits until {@code wanted} slots are there, whoever holds them.
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
   * What there is now.
   *
   * @param ours whether a stage is of the caller, who needs not be told that it holds slots
   */
  Event.Slots seen(IntPredicate ours) {
    if (spark.isStopped()) {
      return new Event.Slots(0, 0, List.of());
    }
    int total = available();
    // Spark's status store lags behind by seconds; its scheduler knows.
    TaskScheduler scheduler = spark.taskScheduler();
    int running = 0;
    List<String> holders = new ArrayList<>();
    for (TaskSetManager tasks :
        CollectionConverters.asJava(scheduler.rootPool().getSortedTaskSetQueue())) {
      running += tasks.runningTasks();
      if (tasks.runningTasks() > 0 && !tasks.isZombie() && !ours.test(tasks.stageId())) {
        holders.add(name(tasks.stageId()) + " (" + tasks.runningTasks() + ")");
      }
    }
    return new Event.Slots(total, Math.max(0, total - running), holders);
  }

  private String name(int stage) {
    SparkStageInfo info = spark.statusTracker().getStageInfo(stage).getOrElse(() -> null);
    return info == null ? "stage " + stage : info.name();
  }

  /**
   * Waits until a slot is free that others of this program hold, who may take their time; says so
   * after a moment and then once in a while.
   */
  void awaitFree(long deadlineMillis, Consumer<String> tell) throws InterruptedException {
    Reminder reminder = new Reminder(Supervision.now(), deadlineMillis);
    Event.Slots seen = seen(stage -> false);
    while (seen.free() == 0 && !seen.holders().isEmpty()) {
      if (reminder.due(Supervision.now())) {
        tell.accept(seen.waiting(1));
      }
      TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
      seen = seen(stage -> false);
    }
  }

  /** Until there are {@code wanted} slots or the deadline is over; how many there are then. */
  private int await(int wanted, long deadlineMillis) throws InterruptedException {
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
