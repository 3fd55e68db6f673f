package weir.driver.cli;

import java.io.PrintWriter;
import java.util.Properties;
import weir.driver.UserInputException;
import weir.driver.files.Location;

/** Where a driver runs that spark-submit started elsewhere, paths of this machine are its own. */
final class DriversMachine {
  private static final String DEPLOY_MODE = "spark.submit.deployMode";

  private DriversMachine() {}

  /**
   * Says what is easily lost: an output on the machine of a driver in cluster mode.
   *
   * @param key the option that names the output
   * @throws UserInputException when it would lie in the driver's own folder, which nobody knows
   */
  static void check(Properties properties, String key, Location output, PrintWriter err) {
    if (!"cluster".equals(properties.getProperty(DEPLOY_MODE)) || !output.isLocal()) {
      return;
    }
    if (!output.equals(output.absolute())) {
      throw new UserInputException(
          key
              + output
              + " (expected: a whole path, or a file system such as hdfs://…, for a driver in"
              + " cluster mode); set "
              + key.replace("=", ""));
    }
    err.println(
        "weir: "
            + key
            + output
            + " lies on the machine that runs the driver; a file system such as hdfs://… keeps it"
            + " for all");
    err.flush();
  }
}
