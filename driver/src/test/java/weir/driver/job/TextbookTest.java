package weir.driver.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import weir.driver.LocalSpark;
import weir.driver.config.text.JobFile;
import weir.driver.files.Location;
import weir.driver.model.TrainedModel;
import weir.driver.report.EpochSummary;
import weir.driver.report.FitSample;
import weir.driver.report.TrainingListener;
import weir.worker.nn.Network;

/** Programs of docs/textbook.md whose results a formula tells. */
class TextbookTest {
  private static final Path ROOT = Path.of(System.getProperty("weir.root"));
  private static final Path JOBS = ROOT.resolve("deploy/jobs/textbook");

  /** Trains; a job of a textbook needs no advice. */
  private static TrainingJob.Outcome train(String job, String... overrides)
      throws InterruptedException {
    List<String> heard = new ArrayList<>();
    TrainingListener listener =
        new TrainingListener() {
          @Override
          public void noted(String line) {
            heard.add(line);
          }
        };
    TrainingJob.Outcome outcome =
        new TrainingJob(LocalSpark.session(), listener)
            .run(JobFile.read(Location.of(JOBS.resolve(job + ".yaml")), List.of(overrides)));
    assertThat(heard).as(job).isEmpty();
    return outcome;
  }

  @Test
  void randomRowsAreLearnedByHeart() throws Exception {
    var soft = train("a-soft", "train.epochs=1").report();
    var binary = train("a-binary", "train.epochs=30").report();
    assertThat(soft.results().trainLoss().value()).isBetween(0.65, 0.8);
    assertThat(binary.run().steps()).isEqualTo(30 * 32);
    assertThat(binary.results().trainLoss().value()).as("of a coin: 0.69").isLessThan(0.5);
  }

  @Test
  void aLineThroughHousesIsTheOneOfLeastSquares() throws Exception {
    Path houses = ROOT.resolve("../shared/data/ames-housing/AmesHousing.csv");
    assumeTrue(Files.exists(houses), "the Ames houses are not there");
    List<String> lines = Files.readAllLines(houses);
    List<String> columns = List.of(lines.get(0).split(","));
    int area = columns.indexOf("Gr Liv Area");
    int price = columns.indexOf("SalePrice");
    double[] x = lines.stream().skip(1).mapToDouble(line -> number(line, area)).toArray();
    double[] y = lines.stream().skip(1).mapToDouble(line -> number(line, price)).toArray();
    Line line = Line.ofLeastSquares(x, y);

    TrainingJob.Outcome outcome = train("b-house-price");

    // Standardized, the line of least squares goes through zero; its slope is the correlation.
    float[] weights = outcome.model().weights();
    assertThat((double) weights[0]).isCloseTo(line.correlation(), within(1e-4));
    assertThat((double) weights[1]).isCloseTo(0, within(1e-4));
    FitSample shown = outcome.examples().fit();
    for (int i = 0; i < shown.x().length; i++) {
      double best = line.slope() * shown.x()[i] + line.intercept();
      assertThat(shown.prediction()[i]).isCloseTo(best, within(1e-4 * best));
    }
  }

  private static double number(String line, int column) {
    return Double.parseDouble(line.split(",", -1)[column]);
  }

  /** In closed form. */
  private record Line(double slope, double intercept, double correlation) {
    static Line ofLeastSquares(double[] x, double[] y) {
      double meanX = Arrays.stream(x).average().orElseThrow();
      double meanY = Arrays.stream(y).average().orElseThrow();
      double xx = 0;
      double yy = 0;
      double xy = 0;
      for (int i = 0; i < x.length; i++) {
        xx += (x[i] - meanX) * (x[i] - meanX);
        yy += (y[i] - meanY) * (y[i] - meanY);
        xy += (x[i] - meanX) * (y[i] - meanY);
      }
      return new Line(xy / xx, meanY - xy / xx * meanX, xy / Math.sqrt(xx * yy));
    }
  }

  @Test
  void theNextHoursOilTemperatureIsForetoldBetterThanByTheLast() throws Exception {
    Path series = ROOT.resolve("../shared/data/etth1/ETTh1.csv");
    assumeTrue(Files.exists(series), "ETTh1 is not there");
    var metrics = train("i-etth1").report().results().metrics();
    assertThat(metrics.get("naiveMae").value()).isCloseTo(0.42029, within(1e-5));
    assertThat(metrics.get("mae").value()).isLessThan(metrics.get("naiveMae").value());
  }

  @Test
  void aThousandStepsOfBatchGradientDescent() throws Exception {
    double[][] x = {{1, 2}, {2, 4}, {3, 6}};
    double[] y = {1, 3, 5};
    double[] theta = new double[2];
    for (int step = 0; step < 1000; step++) {
      double[] gradient = new double[2];
      for (int row = 0; row < y.length; row++) {
        double error = theta[0] * x[row][0] + theta[1] * x[row][1] - y[row];
        gradient[0] += 2 * error * x[row][0] / y.length;
        gradient[1] += 2 * error * x[row][1] / y.length;
      }
      theta[0] -= 0.01 * gradient[0];
      theta[1] -= 0.01 * gradient[1];
    }

    float[] weights = train("e-gradient-descent").model().weights();

    assertThat(weights).hasSize(2);
    assertThat((double) weights[0]).isCloseTo(theta[0], within(1e-5));
    assertThat((double) weights[1]).isCloseTo(theta[1], within(1e-5));
  }

  @Test
  void aLinearNetworkGoesStepByStepAsComputedDirectly() throws Exception {
    stepByStep("c-network", 0.1, 0, 50);
    stepByStep("c-network-momentum", 0.1, 0.9, 50);
    stepByStep("d-thousand-steps", 0.01, 0, 1000);
  }

  /** v = beta v + (1 - beta) g, w -= rate v; beta 0 is plain gradient descent. */
  private static void stepByStep(String job, double rate, double beta, int steps) throws Exception {
    TrainingJob.Outcome outcome =
        new TrainingJob(LocalSpark.session(), new TrainingListener() {})
            .run(JobFile.read(Location.of(JOBS.resolve(job + ".yaml")), List.of()));
    TrainedModel model = outcome.model();
    var network = new Network(model.network());
    float[] start = new float[network.segments().length()];
    network.initialize(model.job().train().seed(), start);
    var direct = new LinearNetwork(Files.readAllLines(JOBS.resolve("c.csv")), start);
    assertThat(outcome.epochs()).hasSize(steps);
    for (EpochSummary step : outcome.epochs()) {
      double loss = direct.step(rate, beta);
      assertThat(step.trainLoss())
          .as("loss of step " + step.epoch())
          .isCloseTo(loss, within(1e-5 * loss));
    }
    for (int i = 0; i < start.length; i++) {
      assertThat((double) model.weights()[i])
          .as("weight " + i)
          .isCloseTo(direct.weights[i], within(1e-5));
    }
  }

  /** y = W x + b, 2 to 3, in double. */
  private static final class LinearNetwork {
    private final double[][] rows;
    private final double[] weights;
    private final double[] velocity;

    LinearNetwork(List<String> csv, float[] start) {
      rows =
          csv.stream()
              .skip(1)
              .map(
                  line -> Arrays.stream(line.split(",")).mapToDouble(Double::parseDouble).toArray())
              .toArray(double[][]::new);
      weights = new double[start.length];
      Arrays.setAll(weights, i -> start[i]);
      velocity = new double[start.length];
    }

    /** One step over all rows; returns the loss before it. */
    double step(double rate, double beta) {
      double[] gradient = new double[weights.length];
      double loss = 0;
      int numbers = 3 * rows.length;
      for (double[] row : rows) {
        for (int out = 0; out < 3; out++) {
          double error =
              weights[2 * out] * row[0]
                  + weights[2 * out + 1] * row[1]
                  + weights[6 + out]
                  - row[2 + out];
          loss += error * error / numbers;
          gradient[2 * out] += 2 * error * row[0] / numbers;
          gradient[2 * out + 1] += 2 * error * row[1] / numbers;
          gradient[6 + out] += 2 * error / numbers;
        }
      }
      for (int i = 0; i < weights.length; i++) {
        velocity[i] = beta * velocity[i] + (1 - beta) * gradient[i];
        weights[i] -= rate * velocity[i];
      }
      return loss;
    }
  }
}
