package weir.driver.model;

import java.util.Map;
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

  /**
   * Of a model that this program has just trained; no type of Spark's, as models are read without.
   *
   * @param spark version of Spark
   */
  public static Provenance of(String spark, String data, JobSpec job) {
    return new Provenance(data, job.train().seed(), job.virtualWorkers(), Versions.with(spark));
  }
}
