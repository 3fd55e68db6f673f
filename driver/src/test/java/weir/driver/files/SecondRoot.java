package weir.driver.files;

import java.nio.file.Path;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import weir.driver.LocalSpark;

/**
 * A folder as a file system of Hadoop's own, with a scheme and a root that the JDK does not know.
 */
public final class SecondRoot {
  private SecondRoot() {}

  /** The name of {@code folder} on that file system. */
  public static String at(Path folder) {
    String host = "weir-" + UUID.randomUUID();
    Configuration conf = LocalSpark.session().sparkContext().hadoopConfiguration();
    conf.set("fs.viewfs.mounttable." + host + ".link./root", folder.toUri().toString());
    return "viewfs://" + host + "/root";
  }
}
