package weir.benchmarks;

import java.io.FileInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** MNIST as a Spark program without Weir would read it: columns label and features. */
final class MnistRows {
  static final int PIXELS = 784;
  private static final int IMAGE_HEADER = 16;
  private static final int LABEL_HEADER = 8;

  private MnistRows() {}

  /** Each partition unpacks the files for itself: nothing large travels with a task. */
  static Dataset<Row> read(SparkSession spark, Path folder, String part) {
    String images = folder.resolve(part + "-images-idx3-ubyte.gz").toString();
    String labels = folder.resolve(part + "-labels-idx1-ubyte.gz").toString();
    JavaRDD<Row> rows =
        JavaSparkContext.fromSparkContext(spark.sparkContext())
            .parallelize(List.of(0, 1), 2)
            .flatMap(partition -> rows(bytes(images), bytes(labels), partition).iterator());
    StructType schema =
        new StructType()
            .add("label", DataTypes.DoubleType)
            .add("features", SQLDataTypes.VectorType());
    return spark.createDataFrame(rows, schema);
  }

  /** Every second row, from the first or the second one. */
  private static List<Row> rows(byte[] images, byte[] labels, int first) {
    List<Row> rows = new ArrayList<>();
    for (int row = first; row < labels.length - LABEL_HEADER; row += 2) {
      double[] pixels = new double[PIXELS];
      for (int i = 0; i < PIXELS; i++) {
        pixels[i] = (images[IMAGE_HEADER + row * PIXELS + i] & 0xFF) / 255.0;
      }
      rows.add(RowFactory.create((double) labels[LABEL_HEADER + row], Vectors.dense(pixels)));
    }
    return rows;
  }

  private static byte[] bytes(String file) throws IOException {
    try (GZIPInputStream in = new GZIPInputStream(new FileInputStream(file))) {
      return in.readAllBytes();
    }
  }
}
