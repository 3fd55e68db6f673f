package weir.benchmarks;

import dev.ludovic.netlib.blas.NativeBLAS;
import java.nio.file.Path;
import org.apache.spark.ml.classification.MultilayerPerceptronClassificationModel;
import org.apache.spark.ml.classification.MultilayerPerceptronClassifier;
import org.apache.spark.ml.evaluation.MulticlassClassificationEvaluator;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.openblas.global.openblas_nolapack;

/**
 * Spark's own perceptron 784-128-10 on MNIST, with OpenBLAS: seconds of the shortest fit that
 * reaches 97 % test accuracy. L-BFGS repeats itself, so a fit with more iterations passes through
 * the results of one with fewer: longer and longer fits from the start are tried. The one that gets
 * there is warm-up; what counts is the median of as many more of its length as {@link #FITS} says.
 * Usage: {@code SparkPerceptron FOLDER [ITERATIONS…]}, the folder with the four IDX files.
 */
public final class SparkPerceptron {
  private static final double GOAL = 0.97;
  private static final int FITS = 5;
  private static final int[] TRIES = {40, 60, 80, 100, 120, 150, 200, 300};

  private SparkPerceptron() {}

  /** Takes the folder and, if wanted, which numbers of iterations to try. */
  public static void main(String[] arguments) {
    if (arguments.length == 0) {
      throw new IllegalArgumentException("usage: SparkPerceptron FOLDER [ITERATIONS…]");
    }
    useOpenBlas();
    SparkSession spark =
        SparkSession.builder()
            .master("local[2]")
            .config("spark.ui.enabled", false)
            .config("spark.driver.host", "127.0.0.1")
            .config("spark.driver.bindAddress", "127.0.0.1")
            .getOrCreate();
    Dataset<Row> train = MnistRows.read(spark, Path.of(arguments[0]), "train").cache();
    Dataset<Row> test = MnistRows.read(spark, Path.of(arguments[0]), "t10k").cache();
    System.out.println("rows: " + train.count() + " to train on, " + test.count() + " to test");
    for (int iterations : tries(arguments)) {
      if (fit(train, test, iterations).accuracy() >= GOAL) {
        double[] seconds = new double[FITS];
        for (int i = 0; i < FITS; i++) {
          seconds[i] = fit(train, test, iterations).seconds();
        }
        System.out.printf(
            "time to %.0f %%: %.1f s, median of %d%n", 100 * GOAL, Medians.median(seconds), FITS);
        break;
      }
    }
    spark.stop();
  }

  private record Fit(double seconds, double accuracy) {}

  private static Fit fit(Dataset<Row> train, Dataset<Row> test, int iterations) {
    long start = System.nanoTime();
    MultilayerPerceptronClassificationModel model =
        new MultilayerPerceptronClassifier()
            .setLayers(new int[] {MnistRows.PIXELS, 128, 10})
            .setBlockSize(128)
            .setTol(0)
            .setSeed(1)
            .setMaxIter(iterations)
            .fit(train);
    double seconds = (System.nanoTime() - start) / 1e9;
    double accuracy =
        new MulticlassClassificationEvaluator()
            .setMetricName("accuracy")
            .evaluate(model.transform(test));
    System.out.printf(
        "%d iterations: fit %.1f s, test accuracy %.4f%n", iterations, seconds, accuracy);
    return new Fit(seconds, accuracy);
  }

  private static int[] tries(String[] arguments) {
    int[] given = new int[arguments.length - 1];
    for (int i = 0; i < given.length; i++) {
      given[i] = Integer.parseInt(arguments[i + 1]);
    }
    return given.length == 0 ? TRIES : given;
  }

  /** The library that Weir uses, before MLlib looks for one. One thread a task, as Weir has. */
  private static void useOpenBlas() {
    Path bindings = Path.of(Loader.load(openblas_nolapack.class));
    openblas_nolapack.blas_set_num_threads(1);
    System.setProperty(
        "dev.ludovic.netlib.blas.nativeLibPath",
        bindings.resolveSibling("libopenblas_nolapack.so.0").toString());
    System.out.println("BLAS of MLlib: " + NativeBLAS.getInstance().getClass().getName());
  }
}
