package weir.driver.files;

import java.io.IOException;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.UnsupportedFileSystemException;
import org.apache.hadoop.util.VersionInfo;
import org.apache.spark.SparkConf;
import org.apache.spark.deploy.SparkHadoopUtil;
import org.apache.spark.sql.SparkSession;
import scala.Option;
import weir.driver.UserInputException;

/** Hadoop's file systems, and one line about each that is not there. Stateless. */
public final class FileSystems {
  /** Hadoop's own modules that Spark does not ship. */
  private static final Map<String, String> MODULES =
      Map.of(
          "s3a", "hadoop-aws",
          "abfs", "hadoop-azure",
          "abfss", "hadoop-azure",
          "wasb", "hadoop-azure",
          "wasbs", "hadoop-azure",
          "oss", "hadoop-aliyun");

  private FileSystems() {}

  /** Hadoop's configuration with what Spark was told: that of the session, when there is one. */
  static Configuration configuration() {
    Option<SparkSession> session = SparkSession.getDefaultSession();
    return session.isDefined()
        ? session.get().sparkContext().hadoopConfiguration()
        : SparkHadoopUtil.get().newConfiguration(new SparkConf());
  }

  /**
   * The file system of a path.
   *
   * @param shown the option and its value, as the error calls them
   * @throws UserInputException when its library is not on the class path, or it cannot be set up
   */
  public static FileSystem of(Path path, Configuration conf, String shown) {
    try {
      return path.getFileSystem(conf);
    } catch (UnsupportedFileSystemException e) {
      throw missing(path, shown, e);
    } catch (IOException | RuntimeException | LinkageError e) {
      for (Throwable cause = e; cause != null; cause = cause.getCause()) {
        if (cause instanceof ClassNotFoundException || cause instanceof NoClassDefFoundError) {
          throw missing(path, shown, e);
        }
      }
      throw new UserInputException(shown + ": the file system cannot be reached: " + line(e), e);
    }
  }

  private static UserInputException missing(Path path, String shown, Throwable cause) {
    String scheme = path.toUri().getScheme();
    String module = MODULES.get(scheme);
    String remedy =
        module == null
            ? "add the library that brings it by --packages or --jars"
            : "add --packages org.apache.hadoop:" + module + ":" + VersionInfo.getVersion();
    return new UserInputException(
        shown + ": no file system for " + scheme + " is on the class path; " + remedy, cause);
  }

  private static String line(Throwable thrown) {
    String message = thrown.getMessage();
    return message == null
        ? thrown.getClass().getSimpleName()
        : message.lines().findFirst().orElse("");
  }
}
