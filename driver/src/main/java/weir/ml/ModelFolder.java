package weir.ml;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.ml.util.ReadWriteUtils$;
import org.apache.spark.sql.SparkSession;
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
    onLocalCopy(
        (folder, elsewhere) -> {
          ModelFile.write(model, folder);
          elsewhere.copyFromLocalFile(false, true, hadoop(folder), new Path(path, DATA));
        },
        path,
        spark);
  }

  static TrainedModel read(String path, SparkSession spark) {
    TrainedModel[] model = new TrainedModel[1];
    onLocalCopy(
        (folder, elsewhere) -> {
          elsewhere.copyToLocalFile(false, new Path(path, DATA), hadoop(folder), true);
          model[0] = ModelFile.read(folder);
        },
        path,
        spark);
    return model[0];
  }

  /** What is done with a folder of this machine and the file system of the path. */
  private interface Copying {
    void run(java.nio.file.Path folder, FileSystem elsewhere) throws IOException;
  }

  private static void onLocalCopy(Copying copying, String path, SparkSession spark) {
    try {
      java.nio.file.Path temporary = Files.createTempDirectory("weir-model");
      try {
        copying.run(temporary.resolve(DATA), system(path, spark));
      } finally {
        delete(temporary);
      }
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

  private static Path hadoop(java.nio.file.Path folder) {
    return new Path(folder.toUri());
  }

  private static void delete(java.nio.file.Path folder) throws IOException {
    try (Stream<java.nio.file.Path> files = Files.walk(folder)) {
      for (java.nio.file.Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
