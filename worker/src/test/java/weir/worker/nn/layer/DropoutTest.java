package weir.worker.nn.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import weir.tensor.Blas;
import weir.tensor.RandomStream;
import weir.tensor.Shape;
import weir.worker.data.Batch;
import weir.worker.loss.LossSpec;
import weir.worker.nn.Network;
import weir.worker.nn.UnitGate;
import weir.worker.nn.spec.DenseSpec;
import weir.worker.nn.spec.DropoutSpec;
import weir.worker.nn.spec.InputSpec;
import weir.worker.nn.spec.NetworkSpec;
import weir.worker.nn.spec.NodeSpec;
import weir.worker.nn.spec.OutputSpec;

class DropoutTest {
  private static final int WIDTH = 7;
  private static final double RATE = 0.3;
  private static final Pass TRAINING = new Pass(true, 5, 2, 1, 0);

  private static LayerHarness run(float[] x, Pass pass) throws InterruptedException {
    Layer layer = new LayerFactory(Blas.get()).create(new DropoutSpec(RATE), List.of(shape()));
    LayerHarness harness = new LayerHarness(layer, x.length / WIDTH, x, new float[0], pass);
    harness.run(ones(x.length));
    return harness;
  }

  private static Shape shape() {
    return new Shape(WIDTH);
  }

  private static float[] ones(int length) {
    float[] ones = new float[length];
    Arrays.fill(ones, 1);
    return ones;
  }

  private static float[] normals(int length) {
    float[] x = new float[length];
    RandomStream random = new RandomStream(3, 0, 0, 0);
    for (int i = 0; i < length; i++) {
      x[i] = (float) random.gaussian(i);
    }
    return x;
  }

  @Test
  void microBatchesOfAnyCutHaveTheSameMask() throws InterruptedException {
    float[] x = normals(13 * WIDTH);
    float[] whole = run(x, TRAINING).output();
    for (int cut = 1; cut < 13; cut++) {
      float[] front = run(Arrays.copyOf(x, cut * WIDTH), TRAINING).output();
      float[] back =
          run(Arrays.copyOfRange(x, cut * WIDTH, x.length), new Pass(true, 5, 2, 1, cut)).output();
      assertThat(front).isEqualTo(Arrays.copyOf(whole, cut * WIDTH));
      assertThat(back).isEqualTo(Arrays.copyOfRange(whole, cut * WIDTH, whole.length));
    }
  }

  @Test
  void seedStepAndVirtualWorkerEachChangeTheMask() throws InterruptedException {
    float[] x = ones(13 * WIDTH);
    float[] mask = run(x, TRAINING).output();
    assertThat(run(x, TRAINING).output()).isEqualTo(mask);
    assertThat(run(x, new Pass(true, 6, 2, 1, 0)).output()).isNotEqualTo(mask);
    assertThat(run(x, new Pass(true, 5, 3, 1, 0)).output()).isNotEqualTo(mask);
    assertThat(run(x, new Pass(true, 5, 2, 0, 0)).output()).isNotEqualTo(mask);
  }

  @Test
  void keepsTheMeanAndHasTheVarianceOfInvertedScaling() throws InterruptedException {
    int length = 30_000 * WIDTH;
    float[] y = run(ones(length), TRAINING).output();
    double sum = 0;
    double squares = 0;
    for (float value : y) {
      assertThat(value == 0 || value == (float) (1 / (1 - RATE))).isTrue();
      sum += value;
      squares += value * value;
    }
    double variance = RATE / (1 - RATE);
    double fiveDeviations = 5 * Math.sqrt(variance / length);
    double mean = sum / length;
    assertThat(mean).isCloseTo(1, Offset.offset(fiveDeviations));
    assertThat(squares / length - mean * mean)
        .isCloseTo(variance, Offset.offset(2 * fiveDeviations));
  }

  @Test
  void theGradientGoesWhereTheValuesWent() throws InterruptedException {
    LayerHarness harness = run(ones(13 * WIDTH), TRAINING);
    assertThat(harness.inputDelta()).isEqualTo(harness.output());
  }

  @Test
  void evaluationChangesNothing() throws InterruptedException {
    float[] x = normals(13 * WIDTH);
    Layer layer = new LayerFactory(Blas.get()).create(new DropoutSpec(RATE), List.of(shape()));
    LayerHarness harness = new LayerHarness(layer, 13, x, new float[0], Pass.EVALUATION);
    layer.forward(harness);
    assertThat(harness.output()).isEqualTo(x);
  }

  @Test
  void twoDropoutsOfANetworkDrawDifferentMasks() throws InterruptedException {
    LossSpec loss = new LossSpec.MeanSquaredError();
    Network network =
        new Network(
            new NetworkSpec(
                List.of(new InputSpec("input", new Shape(1))),
                List.of(
                    new NodeSpec("dense", new DenseSpec(64)),
                    new NodeSpec("left", new DropoutSpec(RATE), List.of("dense")),
                    new NodeSpec("right", new DropoutSpec(RATE), List.of("dense"))),
                List.of(new OutputSpec("left", loss, 1), new OutputSpec("right", loss, 1))));
    Batch batch = new Batch(1, 1, 128, false);
    batch.rows(1);
    float[] weights = ones(network.segments().length());
    network.forward(weights, batch, TRAINING, UnitGate.OPEN);
    assertThat(network.output(0)).isNotEqualTo(network.output(1));
  }

  @Test
  void aRateOutsideItsRangeIsNamed() {
    assertThatThrownBy(() -> new DropoutSpec(1))
        .hasMessage("dropout rate=1.0 (expected: 0 <= rate < 1); set dropout.rate");
  }
}
