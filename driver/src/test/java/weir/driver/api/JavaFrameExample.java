package weir.driver.api;

import static weir.driver.api.Columns.label;
import static weir.driver.api.Fit.fit;
import static weir.driver.api.Layers.dense;
import static weir.driver.api.Losses.meanSquaredError;
import static weir.driver.api.Optimizers.adam;
import static weir.worker.nn.spec.ActivationKind.RELU;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** The program on a DataFrame in docs/java-api.md; {@link JavaApiPageTest} runs it. */
final class JavaFrameExample {
  private JavaFrameExample() {}

  public static void main(String[] arguments) throws Exception {
    SparkSession spark = SparkSession.builder().master("local[2]").appName("flats").getOrCreate();
    Dataset<Row> flats =
        spark.read().option("header", true).option("inferSchema", true).csv(arguments[0]);

    Fitted rents =
        Sequential.of(dense(16).activation(RELU), dense(1))
            .compile(meanSquaredError(), adam(0.02))
            .fit(
                flats,
                label("rent")
                    .features("area", "rooms")
                    .standardize("area", "rooms", "rent")
                    .testFraction(0.2),
                fit().epochs(20).batchSize(32));
    System.out.println(rents.report().results().metrics().get("r2"));
    rents.model().predict(flats).select("street", "rent", "prediction").show();
  }
}
