package weir.ml;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.ml.util.ReadWriteUtils$;
import org.apache.spark.sql.SparkSession;
import weir.driver.files.Location;
import weir.driver.model.ModelFile;
import weir.driver.model.TrainedModel;

/**
 * What a model has learned, in the folder {@code data} beside Spark's {@code metadata}: the files
 * of any model of Weir, on any file system that Spark knows.
 */
final class ModelFolder {
  private static final String DATA = "data";

  private ModelFolder() {}

  static void write(TrainedModel model, String path, SparkSession spark) {
    try {
      ModelFile.write(model, data(path, spark));
    } catch (IOException e) {
      throw new UncheckedIOException("model " + path, e);
    }
  }

  static TrainedModel read(String path, SparkSession spark) {
    return ModelFile.read(data(path, spark));
  }

  /** A path without a scheme is one of Spark's default file system. */
  private static Location data(String path, SparkSession spark) {
    try {
      Path data = system(path, spark).makeQualified(new Path(path, DATA));
      return Location.of(data.toString());
    } catch (IOException e) {
      throw new UncheckedIOException("model " + path, e);
    }
  }

  /** Spark Connect parks models on the driver's own disk, whatever the default file system. */
  private static FileSystem system(String path, SparkSession spark) throws IOException {
    Configuration conf = spark.sparkContext().hadoopConfiguration();
    boolean local = (Boolean) ReadWriteUtils$.MODULE$.localSavingModeState().get();
    return local ? FileSystem.getLocal(conf) : new Path(path).getFileSystem(conf);
  }
}
