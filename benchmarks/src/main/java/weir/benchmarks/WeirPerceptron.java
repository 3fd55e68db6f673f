package weir.benchmarks;

import static weir.driver.api.DataFormats.idx;
import static weir.driver.api.Fit.fit;
import static weir.driver.api.Layers.dense;
import static weir.driver.api.Layers.flatten;
import static weir.driver.api.Losses.crossEntropy;
import static weir.driver.api.Optimizers.adam;
import static weir.driver.api.Schedules.cosine;

import java.nio.file.Path;
import org.apache.spark.sql.SparkSession;
import weir.driver.api.Data;
import weir.driver.api.Fit;
import weir.driver.api.Model;
import weir.driver.api.Sequential;
import weir.driver.report.Report;
import weir.worker.nn.spec.ActivationKind;

/**
 * Weir's perceptron 784-128-10 on MNIST, {@code local[2]}, two workers: seconds of a fit, from rows
 * that are packed and cached to final weights, and the test accuracy it reaches. The first fits are
 * those of a fresh JVM; the median is over the ones after them. {@link SparkPerceptron} is what it
 * is held against. Usage: {@code WeirPerceptron FOLDER [FITS [EPOCHS [RATE [BATCH]]]]}
 */
public final class WeirPerceptron {
  private static final int WARM_UP = 3;

  private WeirPerceptron() {}

  /** Takes the folder with the four IDX files, fits (5), epochs (4), rate (0.003), batch (128). */
  public static void main(String[] arguments) throws Exception {
    if (arguments.length == 0) {
      throw new IllegalArgumentException(
          "usage: WeirPerceptron FOLDER [FITS [EPOCHS [RATE [BATCH]]]]");
    }
    double[] given = {5, 4, 0.003, 128};
    for (int i = 1; i < arguments.length; i++) {
      given[i - 1] = Double.parseDouble(arguments[i]);
    }
    Path folder = Path.of(arguments[0]);
    Data data =
        idx(folder.resolve("train-images-idx3-ubyte.gz").toString())
            .test(folder.resolve("t10k-images-idx3-ubyte.gz").toString())
            .scale();
    Model model =
        Sequential.of(flatten(), dense(128).activation(ActivationKind.RELU), dense(10))
            .input(28, 28, 1)
            .compile(crossEntropy(), adam(given[2]).schedule(cosine()));
    Fit settings = fit().epochs((int) given[1]).batchSize((int) given[3]).workers(2);
    SparkSession spark =
        SparkSession.builder()
            .master("local[2]")
            .config("spark.ui.enabled", false)
            .config("spark.driver.host", "127.0.0.1")
            .config("spark.driver.bindAddress", "127.0.0.1")
            .getOrCreate();
    double[] seconds = new double[(int) given[0]];
    for (int run = -WARM_UP; run < seconds.length; run++) {
      Report report = model.fit(spark, data, settings.seed(WARM_UP + run + 1)).report();
      Report.Seconds spent = report.seconds();
      double fit = spent.total() - spent.prepare() - spent.evaluate();
      System.out.printf(
          "%s %.2f s (%.2f s of it before the first step), test accuracy %.4f%n",
          run < 0 ? "warm-up" : "fit    ",
          fit,
          spent.startup(),
          report.results().metrics().get("accuracy").value());
      if (run >= 0) {
        seconds[run] = fit;
      }
    }
    System.out.printf("median fit %.2f s%n", Medians.median(seconds));
    spark.stop();
  }
}
