package weir.driver;

import org.apache.spark.sql.SparkSession;

/** One Spark inside the tests' JVM, shared by all of them: four slots, no pages, loopback only. */
public final class LocalSpark {
  private LocalSpark() {}

  /** The session, started when first asked for; Spark's own shutdown hook stops it. */
  public static SparkSession session() {
    return SparkSession.builder()
        .master("local[4]")
        .appName("weir tests")
        .config("spark.ui.enabled", "false")
        .config("spark.driver.host", "127.0.0.1")
        .config("spark.driver.bindAddress", "127.0.0.1")
        .config("spark.sql.shuffle.partitions", "4")
        .getOrCreate();
  }
}
