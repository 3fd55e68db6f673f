package weir.driver.cli;

import java.util.Properties;

/** Which master the launcher leaves to us. */
final class SparkMaster {
  /** The launcher sets it where the user named no master. */
  static final String DEFAULT_MASTER = "spark.weir.defaultMaster";

  private SparkMaster() {}

  /** True when nobody named a master. */
  static boolean defaultMaster(Properties properties) {
    return properties.getProperty("spark.master") == null
        || Boolean.parseBoolean(properties.getProperty(DEFAULT_MASTER));
  }

  /** The master of a training: the user's, or one slot for each worker in this JVM. */
  static String master(Properties properties, int workers) {
    return defaultMaster(properties)
        ? "local[" + workers + "]"
        : properties.getProperty("spark.master");
  }
}
