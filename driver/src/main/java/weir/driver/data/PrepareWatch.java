package weir.driver.data;

import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.spark.SparkContext;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerStageSubmitted;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.scheduler.StageInfo;
import org.apache.spark.storage.RDDInfo;
import scala.jdk.javaapi.CollectionConverters;
import weir.driver.data.rank.Phase;
import weir.driver.report.PrepareProgress;

/** Tells how far the stages of loading are, by a thread of Spark's, one call at a time. */
final class PrepareWatch extends SparkListener {
  private static final String PROPERTY = "weir.prepare";

  private static final class Stage {
    private final String phase;
    private final int tasks;
    private int done;

    Stage(String phase, int tasks) {
      this.phase = phase;
      this.tasks = tasks;
    }

    PrepareProgress progress() {
      return new PrepareProgress(phase, done, tasks);
    }
  }

  private final SparkContext spark;
  private final Consumer<PrepareProgress> heard;
  private final String id = UUID.randomUUID().toString();
  private final Map<Integer, Stage> stages = new HashMap<>();
  private boolean over;
  private RuntimeException failure;

  PrepareWatch(SparkContext spark, Consumer<PrepareProgress> heard) {
    this.spark = spark;
    this.heard = heard;
  }

  /**
   * Loads, and tells of it until that is done.
   *
   * @throws RuntimeException what the one who hears has thrown, after loading
   */
  PreparedData during(Supplier<PreparedData> loading) {
    spark.setLocalProperty(PROPERTY, id);
    spark.addSparkListener(this);
    try {
      PreparedData data = loading.get();
      end();
      if (failure != null) {
        data.close();
        throw failure;
      }
      return data;
    } finally {
      end();
    }
  }

  private synchronized void end() {
    over = true;
    spark.removeSparkListener(this);
    spark.setLocalProperty(PROPERTY, null);
  }

  @Override
  public synchronized void onStageSubmitted(SparkListenerStageSubmitted submitted) {
    String phase = phase(submitted.stageInfo());
    if (phase != null && id.equals(submitted.properties().getProperty(PROPERTY))) {
      Stage stage = new Stage(phase, submitted.stageInfo().numTasks());
      stages.put(submitted.stageInfo().stageId(), stage);
      tell(stage);
    }
  }

  private static String phase(StageInfo stage) {
    for (RDDInfo rdd : CollectionConverters.asJava(stage.rddInfos())) {
      String phase = Phase.of(rdd.name());
      if (phase != null) {
        return phase;
      }
    }
    return null;
  }

  @Override
  public synchronized void onTaskEnd(SparkListenerTaskEnd ended) {
    Stage stage = stages.get(ended.stageId());
    if (stage != null && ended.taskInfo().successful()) {
      stage.done++;
      tell(stage);
    }
  }

  private void tell(Stage stage) {
    try {
      if (!over && failure == null) {
        heard.accept(stage.progress());
      }
    } catch (RuntimeException e) {
      // Spark would only log it.
      failure = e;
    }
  }
}
