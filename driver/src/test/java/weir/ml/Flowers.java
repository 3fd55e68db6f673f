package weir.ml;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import weir.driver.LocalSpark;

/** Generated measures of three kinds of flowers, easy to tell apart, and short stages for them. */
final class Flowers {
  static final SparkSession SPARK = LocalSpark.session();
  static final String[] MEASURES = {"a", "b", "c", "d"};
  private static final List<String> KINDS = List.of("setosa", "versicolor", "virginica");

  private Flowers() {}

  /** 150 rows: a text, its number, four measures, a number to tell, and a weight. */
  static Dataset<Row> rows() {
    Random random = new Random(7);
    List<Row> rows =
        IntStream.range(0, 150)
            .mapToObj(
                i -> {
                  int kind = i % 3;
                  Object[] values = new Object[8];
                  values[0] = KINDS.get(kind);
                  values[1] = (double) kind;
                  double sum = 0;
                  for (int m = 0; m < 4; m++) {
                    double measure = (m == kind ? 2 : 0) + random.nextGaussian() / 2;
                    values[2 + m] = measure;
                    sum += (m + 1) * measure;
                  }
                  values[6] = sum;
                  values[7] = 1.0 + i % 2;
                  return RowFactory.create(values);
                })
            .toList();
    return SPARK.createDataFrame(
        rows,
        StructType.fromDDL(
            "kind STRING, label DOUBLE, a DOUBLE, b DOUBLE, c DOUBLE, d DOUBLE, y DOUBLE,"
                + " weight DOUBLE"));
  }

  static WeirClassifier classifier() {
    return new WeirClassifier()
        .setMaxIter(6)
        .setBatchSize(16)
        .setStepSize(0.05)
        .setNumWorkers(2)
        .setVirtualWorkers(2)
        .setFeaturesCols(MEASURES);
  }

  static String sha(WeirClassificationModel model) {
    return model.ready().trained().weightsSha256();
  }
}
