package weir.driver.job;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import org.apache.spark.SparkContext;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerExecutorRemoved;
import org.apache.spark.scheduler.SparkListenerJobStart;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import weir.driver.files.Interrupts;
import weir.driver.supervise.Attempt;
import weir.driver.supervise.Event;

/**
 * Runs attempts as Spark jobs, each in a thread of its own, and tells what Spark says of them.
 * Thread-safe.
 */
final class SparkCluster extends SparkListener implements Cluster {
  private static final Logger LOG = LoggerFactory.getLogger(SparkCluster.class);
  private static final String TAGS = "spark.job.tags";
  private static final long CLOSE_MILLIS = 5000;

  private final SparkContext spark;
  private final Slots slots;
  private final WorkerPlan plan;
  private final IntFunction<JavaRDD<WorkerRows>> rowsOf;
  private final Consumer<Event> told;
  private final Map<Integer, Integer> incarnations = new ConcurrentHashMap<>();
  private volatile Attempt current;
  private volatile Thread running;
  private volatile Throwable failure;

  /**
   * @param rowsOf the packed rows, for that many workers
   * @param told hears of everything, from any thread
   */
  SparkCluster(
      JavaSparkContext spark,
      WorkerPlan plan,
      IntFunction<JavaRDD<WorkerRows>> rowsOf,
      Consumer<Event> told) {
    this.spark = spark.sc();
    this.slots = new Slots(spark);
    this.plan = plan;
    this.rowsOf = rowsOf;
    this.told = told;
    this.spark.addSparkListener(this);
  }

  @Override
  public void submit(Attempt attempt) {
    current = attempt;
    // It inherits what Spark knows of the caller's thread: the group of its jobs.
    Thread thread = new Thread(() -> run(attempt), "weir-attempt-" + attempt.incarnation());
    thread.setDaemon(true);
    running = thread;
    thread.start();
  }

  private void run(Attempt attempt) {
    try {
      spark.addJobTag(tag(attempt));
      spark.setCallSite("weir training " + plan.training().jobId());
      TrainingTask task = new TrainingTask(plan.with(attempt));
      List<Long> steps = BarrierStage.run(rowsOf.apply(attempt.workers()), task);
      told.accept(new Event.Ended(attempt.incarnation(), steps.get(0)));
    } catch (Throwable e) {
      LOG.debug("attempt {} has failed", attempt, e);
      failure = e;
      told.accept(new Event.Failed(attempt.incarnation(), Causes.of(e, spark.isStopped())));
    }
  }

  private String tag(Attempt attempt) {
    return "weir-" + plan.training().jobId() + "-" + attempt.incarnation();
  }

  @Override
  public void cancel(Attempt attempt, String why) {
    if (!spark.isStopped()) {
      spark.cancelJobsWithTag(tag(attempt), why);
    }
  }

  @Override
  public Event.Slots slots() {
    return slots.seen(incarnations::containsKey);
  }

  @Override
  public Throwable failure() {
    return failure;
  }

  @Override
  public void onJobStart(SparkListenerJobStart job) {
    Attempt attempt = current;
    String tags = job.properties() == null ? null : job.properties().getProperty(TAGS);
    if (attempt != null && tags != null && List.of(tags.split(",")).contains(tag(attempt))) {
      job.stageIds().foreach(stage -> incarnations.put((Integer) stage, attempt.incarnation()));
      told.accept(new Event.Moved(attempt.incarnation()));
    }
  }

  @Override
  public void onTaskEnd(SparkListenerTaskEnd task) {
    Integer incarnation = incarnations.get(task.stageId());
    if (incarnation != null && task.taskInfo().successful()) {
      told.accept(new Event.Moved(incarnation));
    }
  }

  @Override
  public void onExecutorRemoved(SparkListenerExecutorRemoved removed) {
    told.accept(new Event.Removed(removed.executorId(), Causes.line(removed.reason())));
  }

  @Override
  public void close() {
    Thread thread = running;
    if (thread != null && thread.isAlive()) {
      cancel(current, "the training has ended");
      // Who closes may have been interrupted, and still must not leave a task behind.
      Interrupts.join(thread, CLOSE_MILLIS);
    }
    if (!spark.isStopped()) {
      spark.removeSparkListener(this);
    }
  }
}
