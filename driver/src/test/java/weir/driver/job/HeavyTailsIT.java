package weir.driver.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import weir.driver.LocalSpark;
import weir.driver.UserInputException;
import weir.driver.config.RateRange;
import weir.driver.report.EpochSummary;
import weir.driver.report.TrainingListener;

/**
 * Twenty problems whose features and labels have heavy tails: the suggested rate beside the best
 * one of a grid.
 */
class HeavyTailsIT {
  private static final int ROWS = 600;
  private static final int FEATURES = 5;

  @TempDir Path folder;

  private static double tail(Random random, int kind) {
    return switch (kind) {
      case 0 -> random.nextGaussian() / Math.sqrt(chiSquare(random) / 3); // Student's t, 3 degrees
      case 1 -> Math.exp(1.2 * random.nextGaussian()) - 1; // lognormal
      default -> Math.pow(random.nextDouble(), -1 / 2.5) - 1; // Pareto
    };
  }

  private static double chiSquare(Random random) {
    double sum = 0;
    for (int i = 0; i < 3; i++) {
      double normal = random.nextGaussian();
      sum += normal * normal;
    }
    return sum;
  }

  private Path table(int problem) throws IOException {
    Random random = new Random(problem);
    int kind = problem % 3;
    double[] weights = random.doubles(FEATURES, -1, 1).toArray();
    List<String> rows = new ArrayList<>(List.of("a,b,c,d,e,label"));
    for (int row = 0; row < ROWS; row++) {
      StringBuilder cells = new StringBuilder();
      double sum = 0;
      for (int feature = 0; feature < FEATURES; feature++) {
        double value = tail(random, kind);
        sum += weights[feature] * value;
        cells.append(value).append(',');
      }
      double told = sum + 0.5 * tail(random, kind);
      rows.add(cells.append(classifies(problem) ? (told > 0 ? "b" : "a") : told).toString());
    }
    return Files.write(folder.resolve("problem" + problem + ".csv"), rows);
  }

  private static boolean classifies(int problem) {
    return problem % 4 == 3;
  }

  private static String rule(int problem) {
    return problem % 2 == 0 ? "adam" : "sgd";
  }

  private String[] job(int problem, String... more) throws IOException {
    List<String> job =
        new ArrayList<>(
            List.of(
                "data={train: \"%s\", label: label, prepare: [standardize]}"
                    .formatted(table(problem)),
                "model={layers: [{dense: {units: 16, activation: tanh}}, {dense: %d}]}"
                    .formatted(classifies(problem) ? 2 : 1),
                "loss=" + (classifies(problem) ? "crossEntropy" : "meanSquaredError"),
                "optimizer=" + rule(problem),
                "train={epochs: 6, batchSize: 32, virtualWorkers: 1, seed: 3}",
                "cluster={workers: 1}"));
    job.addAll(Arrays.asList(more));
    return job.toArray(String[]::new);
  }

  /** The loss of the last epoch; infinite where it is no number. */
  private double loss(int problem, double rate) throws IOException, InterruptedException {
    double[] last = {Double.POSITIVE_INFINITY};
    TrainingListener listener =
        new TrainingListener() {
          @Override
          public void epochEnded(EpochSummary summary) {
            last[0] = summary.trainLoss();
          }
        };
    try {
      new TrainingJob(LocalSpark.session(), listener)
          .run(
              Jobs.digits(
                  folder,
                  job(
                      problem,
                      "optimizer={%s: {learningRate: %s}}".formatted(rule(problem), rate))));
      return last[0];
    } catch (UserInputException diverged) {
      assertThat(diverged).hasMessageContaining("loss is");
      return Double.POSITIVE_INFINITY;
    }
  }

  @Test
  void theSuggestionIsWithinAFactorOfTenOfTheBestRate() throws Exception {
    List<String> told = new ArrayList<>();
    int near = 0;
    for (int problem = 0; problem < 20; problem++) {
      double best = Double.NaN;
      double lowest = Double.POSITIVE_INFINITY;
      for (double exponent = -3; exponent <= 0.5; exponent += 0.5) {
        double loss = loss(problem, Math.pow(10, exponent));
        if (loss < lowest) {
          lowest = loss;
          best = Math.pow(10, exponent);
        }
      }
      double suggested =
          new TrainingJob(LocalSpark.session(), new TrainingListener() {})
              .findRate(Jobs.digits(folder, job(problem)), RateRange.DEFAULT)
              .suggestion()
              .orElse(Double.NaN);
      boolean within = suggested >= best / 10 && suggested <= best * 10;
      near += within ? 1 : 0;
      told.add("problem %d: suggested %.2g, best %.2g".formatted(problem, suggested, best));
    }
    assertThat(near).as(String.join("; ", told)).isGreaterThanOrEqualTo(18);
  }
}
