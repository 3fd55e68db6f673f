package weir.driver.model;

import java.util.Map;
import org.apache.spark.SparkContext;
import weir.driver.config.JobSpec;
import weir.driver.report.Versions;

/**
 * Where a model comes from.
 *
 * @param data what was read
 * @param virtualWorkers V: with data, seed and versions it makes the same bits again
 * @param versions of weir, spark, java, netty
 */
public record Provenance(String data, long seed, int virtualWorkers, Map<String, String> versions) {
  public Provenance {
    versions = Map.copyOf(versions);
  }

  /** Of a model that this program has just trained. */
  public static Provenance of(SparkContext spark, String data, JobSpec job) {
    return new Provenance(
        data, job.train().seed(), job.virtualWorkers(), Versions.with(spark.version()));
  }
}
