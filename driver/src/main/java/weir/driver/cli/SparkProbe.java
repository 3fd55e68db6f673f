package weir.driver.cli;

import java.util.List;
import java.util.Properties;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkContext;
import org.apache.spark.api.java.JavaSparkContext;

/** Asks Spark how many tasks it can run, where a master was given. */
final class SparkProbe {

  /** What there is to say about the master of {@code properties}, as spark-submit sets them. */
  List<String> lines(Properties properties) {
    String master = properties.getProperty("spark.master");
    if (SparkMaster.defaultMaster(properties)) {
      return List.of("no master given; train takes local[workers]; give --master to try one");
    }
    var conf = new SparkConf().setAppName("weir doctor");
    try (var context = new JavaSparkContext(conf)) {
      SparkContext spark = context.sc();
      int slots =
          spark.maxNumConcurrentTasks(spark.resourceProfileManager().defaultResourceProfile());
      return List.of(
          "version " + spark.version() + ", master " + master,
          slots + " slots now; a training needs as many as cluster.workers");
    }
  }
}
