package weir.worker.nn.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import weir.tensor.Shape;
import weir.worker.data.Batch;
import weir.worker.loss.LossSpec;
import weir.worker.loss.LossTotals;
import weir.worker.nn.Network;
import weir.worker.nn.UnitGate;
import weir.worker.nn.spec.BatchNormSpec;
import weir.worker.nn.spec.NetworkSpec;

/** What the goldens are too small to show; numbers of a computation in double beside it. */
class BatchNormTest {
  private static final Pass TRAINING = new Pass(true, 1, 0, 0, 0);

  @ParameterizedTest
  @CsvSource({"40000,3", "1,3", "29,700", "1000,64", "513,1"})
  void keepsItsDigitsFarFromZeroHoweverManyPlaces(int places, int channels)
      throws InterruptedException {
    int rows = 2;
    float[] x = new float[rows * places * channels];
    Random random = new Random(places);
    for (int i = 0; i < x.length; i++) {
      x[i] = (float) (1000 + i % channels + random.nextGaussian());
    }
    float[] weights = new float[4 * channels];
    java.util.Arrays.fill(weights, 0, channels, 1);
    BatchNorm layer = new BatchNorm(new BatchNormSpec(1, 1e-5), new Shape(places, channels));
    LayerHarness harness = new LayerHarness(layer, rows, x, weights, TRAINING);
    harness.run(new float[x.length]);
    for (int channel = 0; channel < channels; channel += 7) {
      double mean = 0;
      double variance = 0;
      for (int i = channel; i < x.length; i += channels) {
        mean += x[i] / (double) (rows * places);
      }
      for (int i = channel; i < x.length; i += channels) {
        variance += (x[i] - mean) * (x[i] - mean) / (rows * places);
      }
      double runningMean = harness.gradient()[2 * channels + channel] / harness.lossWeight();
      double runningVariance = harness.gradient()[3 * channels + channel] / harness.lossWeight();
      double unbiased = variance * rows * places / (rows * places - 1);
      assertThat(runningMean).isCloseTo(mean, within(1e-7 * mean));
      assertThat(runningVariance).isCloseTo(unbiased, within(3e-6 * unbiased));
      double expected = (x[channel] - mean) / Math.sqrt(variance + 1e-5);
      assertThat((double) harness.output()[channel])
          .isCloseTo(expected, within(1e-5 + Math.ulp((float) mean)));
    }
  }

  @Test
  void microBatchesContributeByTheirLossWeights() throws InterruptedException {
    Network network = network(new Shape(1));
    float[] weights = {1, 0, 10, 20};
    float[] gradient = new float[4];
    step(network, weights, gradient, false, 0, 2); // mean 1, unbiased variance 2
    step(network, weights, gradient, true, 3, 6, 9); // mean 6, unbiased variance 9
    double weight = 5;
    assertThat(gradient[2] / weight)
        .isCloseTo((2 * (5 + 0.5 * 1) + 3 * (5 + 0.5 * 6)) / weight, within(1e-6));
    assertThat(gradient[3] / weight)
        .isCloseTo((2 * (10 + 0.5 * 2) + 3 * (10 + 0.5 * 9)) / weight, within(1e-6));
  }

  @Test
  void oneValueHasNoVarianceAndTheLayerIsNamed() {
    Network network = network(new Shape(1));
    assertThatThrownBy(() -> step(network, new float[4], new float[4], false, 3))
        .isInstanceOf(InputValueException.class)
        .hasMessage(
            "layer 0: batchNorm got 1 value a feature from 1 row of [1] (expected: at least 2 to"
                + " take a variance of); set train.batchSize higher, train.virtualWorkers or"
                + " train.accumulate lower");
  }

  @Test
  void refusesAMomentumThatForgetsNothingOrMoreThanAll() {
    for (double momentum : new double[] {0, 1.5, Double.NaN}) {
      assertThatThrownBy(() -> new BatchNormSpec(momentum, 1e-5))
          .hasMessage(
              "batchNorm momentum="
                  + momentum
                  + " (expected: > 0 and <= 1); set batchNorm.momentum");
    }
    assertThatThrownBy(() -> new BatchNormSpec(0.1, 0))
        .hasMessage("batchNorm epsilon=0.0 (expected: > 0); set batchNorm.epsilon");
  }

  private static Network network(Shape input) {
    BatchNormSpec norm = new BatchNormSpec(0.5, 1e-5);
    return new Network(
        NetworkSpec.sequential(input, List.of(norm), new LossSpec.MeanSquaredError()));
  }

  private static void step(
      Network network, float[] weights, float[] gradient, boolean accumulate, float... x)
      throws InterruptedException {
    Batch batch = new Batch(x.length, 1, 1, false);
    System.arraycopy(x, 0, batch.values(), 0, x.length);
    batch.rows(x.length);
    network.forward(weights, batch, TRAINING, UnitGate.OPEN);
    network.loss(new LossTotals());
    network.backward(gradient, accumulate, (unit, end) -> {});
  }
}
