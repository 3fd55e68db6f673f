package weir.driver.api;

import static weir.driver.api.DataFormats.csv;
import static weir.driver.api.DataFormats.digits;
import static weir.driver.api.DataFormats.digitsPath;
import static weir.driver.api.DataFormats.idx;
import static weir.driver.api.DataFormats.libsvm;
import static weir.driver.api.Fit.fit;
import static weir.driver.api.Layers.conv2d;
import static weir.driver.api.Layers.dense;
import static weir.driver.api.Layers.flatten;
import static weir.driver.api.Layers.maxPool;
import static weir.driver.api.Losses.binaryCrossEntropy;
import static weir.driver.api.Losses.crossEntropy;
import static weir.driver.api.Losses.meanSquaredError;
import static weir.driver.api.Optimizers.adam;
import static weir.driver.api.Optimizers.adamW;
import static weir.driver.api.Schedules.cosine;
import static weir.worker.nn.spec.ActivationKind.RELU;
import static weir.worker.nn.spec.ActivationKind.TANH;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import weir.driver.config.JobSpec;
import weir.driver.config.PrepareSpec;

/** Every job of the repository, said in Java. */
class JobFilesAsProgramsTest {
  private static final Path JOBS = Path.of(System.getProperty("weir.root"), "deploy", "jobs");

  private final Map<String, Supplier<JobSpec>> programs =
      new TreeMap<>(
          Map.of(
              "a9a", JobFilesAsProgramsTest::censusAsSparseRows,
              "adult", JobFilesAsProgramsTest::censusWithTexts,
              "california", JobFilesAsProgramsTest::houseValues,
              "digits", JobFilesAsProgramsTest::drawnDigits,
              "fashion-mnist", JobFilesAsProgramsTest::clothes,
              "hundred-million", JobFilesAsProgramsTest::wideNetwork,
              "iris", JobFilesAsProgramsTest::flowers,
              "mnist", JobFilesAsProgramsTest::writtenDigits,
              "mnist-cnn", JobFilesAsProgramsTest::writtenDigitsByConvolution));

  private static String shared(String name) {
    return JOBS.resolve("../../../shared/data/" + name).toString();
  }

  private static Fit run(String name) {
    return fit().name(name).output(JOBS.resolve("../../runs/" + name).toString());
  }

  private static JobSpec censusAsSparseRows() {
    return Sequential.of(dense(1))
        .input(123)
        .compile(binaryCrossEntropy(), adam(0.01).schedule(cosine()))
        .job(
            libsvm(shared("a9a/a9a")).test(shared("a9a/a9a.t")).positive("1"),
            run("a9a").epochs(10).batchSize(256));
  }

  private static JobSpec censusWithTexts() {
    Data census =
        csv(shared("adult/adult-train.csv"))
            .test(shared("adult/adult-test.csv"))
            .columns(
                "age",
                "workclass",
                "weight",
                "education",
                "educationYears",
                "maritalStatus",
                "occupation",
                "relationship",
                "race",
                "sex",
                "capitalGain",
                "capitalLoss",
                "hoursPerWeek",
                "country",
                "income")
            .label("income")
            .positive(">50K")
            .impute()
            .standardize()
            .oneHot();
    return Sequential.of(dense(64).activation(RELU), dense(1))
        .compile(binaryCrossEntropy(), adamW(0.002).schedule(cosine()))
        .job(census, run("adult").epochs(8).batchSize(256));
  }

  private static JobSpec houseValues() {
    Data houses =
        csv(shared("california-housing/housing.csv"))
            .testFraction(0.2)
            .label("median_house_value")
            .impute(PrepareSpec.Strategy.MEDIAN)
            .standardize()
            .standardize("median_house_value")
            .oneHot();
    return Sequential.of(
            dense(256).activation(RELU),
            dense(128).activation(RELU),
            dense(64).activation(RELU),
            dense(1))
        .compile(meanSquaredError(), adam(0.002).schedule(cosine()).weightDecay(0.3))
        .job(houses, run("california").epochs(60).batchSize(64));
  }

  private static JobSpec drawnDigits() {
    return Sequential.of(flatten(), dense(128).activation(RELU), dense(10))
        .input(28, 28, 1)
        .compile(crossEntropy(), adam(0.002).schedule(cosine()))
        .job(
            digits(16000, 1).test(digitsPath(4000, 2)).scale(),
            run("digits").epochs(12).virtualWorkers(2));
  }

  private static JobSpec wideNetwork() {
    return Sequential.of(
            flatten(), dense(9700).activation(RELU), dense(9700).activation(RELU), dense(10))
        .input(28, 28, 1)
        .compile(crossEntropy(), adam(0.0001))
        .job(
            digits(320, 1).scale(),
            run("hundred-million").epochs(1).batchSize(32).virtualWorkers(2).shards(2));
  }

  private static Data images(String folder) {
    return idx(shared(folder + "/train-images-idx3-ubyte.gz"))
        .test(shared(folder + "/t10k-images-idx3-ubyte.gz"))
        .scale();
  }

  private static JobSpec clothes() {
    return Sequential.of(
            flatten(), dense(256).activation(RELU), dense(128).activation(RELU), dense(10))
        .input(28, 28, 1)
        .compile(crossEntropy(), adam(0.001).schedule(cosine()))
        .job(images("fashion-mnist"), run("fashion-mnist").epochs(10));
  }

  private static JobSpec flowers() {
    Data iris =
        csv(shared("iris/iris.csv"))
            .testFraction(0.3)
            .columns("sepalLength", "sepalWidth", "petalLength", "petalWidth", "species")
            .label("species")
            .standardize();
    return Sequential.of(dense(16).activation(TANH), dense(3))
        .compile(crossEntropy(), adam(0.02))
        .job(iris, run("iris").epochs(60).batchSize(16));
  }

  private static JobSpec writtenDigits() {
    return Sequential.of(flatten(), dense(128).activation(RELU), dense(10))
        .input(28, 28, 1)
        .compile(crossEntropy(), adam(0.002).schedule(cosine()))
        .job(images("mnist"), run("mnist").epochs(6));
  }

  private static JobSpec writtenDigitsByConvolution() {
    return Sequential.of(
            conv2d(32, 3).paddingSame().activation(RELU),
            maxPool(2),
            conv2d(64, 3).paddingSame().activation(RELU),
            maxPool(2),
            conv2d(128, 3).paddingSame().activation(RELU),
            maxPool(2),
            flatten(),
            dense(128).activation(RELU),
            dense(10))
        .input(28, 28, 1)
        .compile(crossEntropy(), adam(0.001).schedule(cosine()))
        .job(images("mnist"), run("mnist-cnn").epochs(3).batchSize(64));
  }

  @Test
  void everyJobFileHasAProgramThatMakesTheSameJob() throws IOException {
    new JobPrograms(JOBS, programs).areTheJobFiles();
  }
}
