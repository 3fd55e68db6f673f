package weir.driver.api;

import static weir.driver.api.DataFormats.digits;
import static weir.driver.api.DataFormats.digitsPath;
import static weir.driver.api.Fit.fit;
import static weir.driver.api.Layers.dense;
import static weir.driver.api.Layers.flatten;
import static weir.driver.api.Losses.crossEntropy;
import static weir.driver.api.Optimizers.adam;
import static weir.driver.api.Schedules.cosine;
import static weir.worker.nn.spec.ActivationKind.RELU;

import java.nio.file.Path;
import org.apache.spark.sql.SparkSession;
import weir.driver.config.DataFormat;
import weir.driver.config.EarlyStopping;
import weir.driver.report.Report;

/** The program of docs/java-api.md; {@link JavaApiPageTest} keeps the two the same. */
final class JavaApiExample {
  private JavaApiExample() {}

  public static void main(String[] arguments) throws Exception {
    SparkSession spark = SparkSession.builder().master("local[2]").appName("digits").getOrCreate();

    Model network =
        Sequential.of(flatten(), dense(128).activation(RELU), dense(10))
            .compile(crossEntropy(), adam(0.002).schedule(cosine()).clipGlobalNorm(5));

    Fitted fitted =
        network.fit(
            spark,
            digits(16000, 1).validationFraction(0.1).test(digitsPath(4000, 2)).scale(),
            fit()
                .name("digits")
                .epochs(12)
                .batchSize(128)
                .seed(1)
                .workers(2)
                .virtualWorkers(4)
                .earlyStopping(EarlyStopping.DEFAULT));

    System.out.println(fitted.report().results().metrics().get("accuracy"));
    fitted.model().save(Path.of("models/digits"));

    ReadyModel model = ReadyModel.load(Path.of("models/digits"));
    Report.Results measured = model.evaluate(spark, DataFormat.DIGITS, digitsPath(1000, 3));
    System.out.println(measured.testLoss());
    model.predict(spark, DataFormat.DIGITS, digitsPath(10, 4)).show();
  }
}
