package weir.driver.api;

import static weir.driver.api.DataFormats.csv;
import static weir.driver.api.Fit.fit;
import static weir.driver.api.Initializers.zeros;
import static weir.driver.api.Layers.dense;
import static weir.driver.api.Losses.meanSquaredError;
import static weir.driver.api.Optimizers.sgd;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import weir.driver.config.JobSpec;

/** Every program of docs/textbook.md, said in Java. */
class TextbookAsProgramsTest {
  private static final Path JOBS =
      Path.of(System.getProperty("weir.root"), "deploy", "jobs", "textbook");

  private final Map<String, Supplier<JobSpec>> programs = new TreeMap<>();

  TextbookAsProgramsTest() {
    programs.put("b-house-price", TextbookAsProgramsTest::lineThroughHouses);
    programs.put("e-gradient-descent", TextbookAsProgramsTest::gradientDescent);
  }

  private static String shared(String name) {
    return JOBS.resolve("../../../../shared/data/" + name).toString();
  }

  private static Fit run(String name) {
    return fit().name(name).output(JOBS.resolve("../../../runs/textbook/" + name).toString());
  }

  private static JobSpec lineThroughHouses() {
    return Sequential.of(dense(1))
        .compile(meanSquaredError(), sgd(0.01))
        .job(
            csv(shared("ames-housing/AmesHousing.csv"))
                .features("Gr Liv Area")
                .label("SalePrice")
                .standardize()
                .standardize("SalePrice"),
            run("b-house-price").epochs(1000).batchSize(2930));
  }

  private static JobSpec gradientDescent() {
    return Sequential.of(dense(1).withoutBias().initializer(zeros()))
        .compile(meanSquaredError(), sgd(0.01))
        .job(
            csv(JOBS.resolve("e.csv").toString()).label("y"),
            run("e-gradient-descent").epochs(1000).batchSize(3));
  }

  @Test
  void everyJobFileHasAProgramThatMakesTheSameJob() throws IOException {
    new JobPrograms(JOBS, programs).areTheJobFiles();
  }
}
