package weir.driver.data.rank;

import org.apache.spark.api.java.JavaRDD;

/**
 * What a stage is for, in words, carried by the name of its last RDD: Spark's pages show it too.
 */
public final class Phase {
  private static final String PREFIX = "weir: ";

  private Phase() {}

  /** Gives the stage that ends with {@code rdd} a name. */
  public static <T> JavaRDD<T> named(String phase, JavaRDD<T> rdd) {
    return rdd.setName(PREFIX + phase);
  }

  /** The phase that an RDD's name tells; null when it tells none. */
  public static String of(String name) {
    return name != null && name.startsWith(PREFIX) ? name.substring(PREFIX.length()) : null;
  }
}
