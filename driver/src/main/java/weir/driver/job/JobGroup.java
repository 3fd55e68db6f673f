package weir.driver.job;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.SparkContext;

/**
 * What Spark calls the jobs that this thread submits until it is closed. They stay in the group
 * that the caller's program has set, so that it can cancel them with its own jobs; closing gives
 * the thread back all that it had.
 */
final class JobGroup implements AutoCloseable {
  private static final List<String> PROPERTIES =
      List.of("spark.jobGroup.id", "spark.job.description", "spark.job.interruptOnCancel");

  private final SparkContext spark;
  private final Map<String, String> before = new HashMap<>();

  JobGroup(SparkContext spark, String id, String description) {
    this.spark = spark;
    PROPERTIES.forEach(name -> before.put(name, spark.getLocalProperty(name)));
    // Tasks that wait are freed when Spark cancels the stage, or they would hold their slots.
    String programs = before.get(PROPERTIES.get(0));
    spark.setJobGroup(programs == null ? id : programs, description, true);
  }

  @Override
  public void close() {
    PROPERTIES.forEach(name -> spark.setLocalProperty(name, before.get(name)));
  }
}
