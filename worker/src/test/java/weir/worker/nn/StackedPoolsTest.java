package weir.worker.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import weir.tensor.Blas;
import weir.tensor.JavaBlas;
import weir.tensor.Shape;
import weir.worker.data.Batch;
import weir.worker.loss.LossSpec;
import weir.worker.loss.LossTotals;
import weir.worker.nn.layer.Pass;
import weir.worker.nn.spec.ActivationKind;
import weir.worker.nn.spec.ActivationSpec;
import weir.worker.nn.spec.Cells;
import weir.worker.nn.spec.ConvolutionSpec;
import weir.worker.nn.spec.DenseSpec;
import weir.worker.nn.spec.FlattenSpec;
import weir.worker.nn.spec.NetworkSpec;
import weir.worker.nn.spec.PoolSpec;
import weir.worker.nn.spec.WindowSpec;

/**
 * Convolutions and max pools in turn against differences of the same network in double, with steps
 * so small that no weight changes which cell is the largest. (With the steps that float needs, such
 * changes alone make differences of half a percent.)
 */
class StackedPoolsTest {
  private static final int ROWS = 3;
  private static final int SIDE = 12;
  private static final int[] FILTERS = {3, 4};
  private static final double STEP = 1e-7;

  private final Random random = new Random(5);

  @Test
  void equalsDifferencesInDouble() throws InterruptedException {
    for (Blas blas : List.of(Blas.get(), new JavaBlas())) {
      Network network = new Network(spec(), blas);
      float[] weights = new float[network.segments().length()];
      network.initialize(2, weights);
      Batch batch = Batches.dense(random, ROWS, SIDE * SIDE, 2, 0);
      float[] gradient = new float[weights.length];
      LossTotals totals = new LossTotals();
      network.forward(weights, batch, new Pass(true, 1, 0, 0, 0), UnitGate.OPEN);
      network.loss(totals);
      network.backward(gradient, false, (unit, end) -> {});
      double[] exact = new double[weights.length];
      for (int i = 0; i < exact.length; i++) {
        exact[i] = weights[i];
      }
      assertThat(totals.loss()).isCloseTo(loss(exact, batch), within(1e-5 * totals.loss()));
      double scale = 0;
      for (float value : gradient) {
        scale = Math.max(scale, Math.abs(value));
      }
      for (int i = 0; i < exact.length; i++) {
        assertThat((double) gradient[i])
            .isCloseTo(difference(exact, i, batch), within(1e-5 * scale));
      }
    }
  }

  private static NetworkSpec spec() {
    ActivationSpec tanh = ActivationSpec.of(ActivationKind.TANH);
    WindowSpec three = new WindowSpec(Cells.of(3));
    PoolSpec pool = new PoolSpec(PoolSpec.Reduction.MAX, Cells.of(2));
    return NetworkSpec.sequential(
        new Shape(SIDE, SIDE, 1),
        List.of(
            new ConvolutionSpec(2, FILTERS[0], three).withActivation(tanh),
            pool,
            new ConvolutionSpec(2, FILTERS[1], three).withActivation(tanh),
            pool,
            new FlattenSpec(),
            new DenseSpec(2)),
        new LossSpec.MeanSquaredError());
  }

  private static double difference(double[] weights, int index, Batch batch) {
    double saved = weights[index];
    weights[index] = saved + STEP;
    double above = loss(weights, batch);
    weights[index] = saved - STEP;
    double below = loss(weights, batch);
    weights[index] = saved;
    return (above - below) / (2 * STEP);
  }

  private static double loss(double[] weights, Batch batch) {
    double loss = 0;
    for (int row = 0; row < ROWS; row++) {
      double[][][] x = new double[1][SIDE][SIDE];
      for (int i = 0; i < SIDE * SIDE; i++) {
        x[0][i / SIDE][i % SIDE] = batch.values()[row * SIDE * SIDE + i];
      }
      int at = 0;
      for (int filters : FILTERS) {
        int taps = 9 * x.length * filters;
        x = pool(convolve(x, weights, at, filters));
        at += taps + filters;
      }
      int features = x.length * x[0].length * x[0].length;
      for (int unit = 0; unit < 2; unit++) {
        double y = weights[at + 2 * features + unit];
        for (int i = 0; i < features; i++) {
          int side = x[0].length;
          y += weights[at + unit * features + i] * x[i / side / side][i / side % side][i % side];
        }
        loss += Math.pow(y - batch.targets()[2 * row + unit], 2) / 2;
      }
    }
    return loss;
  }

  /** Weights [filters, channels, 3, 3], then a bias, from {@code at} on. */
  private static double[][][] convolve(double[][][] x, double[] weights, int at, int filters) {
    int side = x[0].length - 2;
    double[][][] y = new double[filters][side][side];
    for (int filter = 0; filter < filters; filter++) {
      for (int place = 0; place < side * side; place++) {
        double sum = weights[at + 9 * x.length * filters + filter];
        for (int tap = 0; tap < 9 * x.length; tap++) {
          sum +=
              weights[at + filter * 9 * x.length + tap]
                  * x[tap / 9][place / side + tap % 9 / 3][place % side + tap % 3];
        }
        y[filter][place / side][place % side] = Math.tanh(sum);
      }
    }
    return y;
  }

  private static double[][][] pool(double[][][] x) {
    int side = x[0].length / 2;
    double[][][] y = new double[x.length][side][side];
    for (int channel = 0; channel < x.length; channel++) {
      for (int place = 0; place < side * side; place++) {
        int row = place / side * 2;
        int column = place % side * 2;
        double[][] plane = x[channel];
        y[channel][row / 2][column / 2] =
            Math.max(
                Math.max(plane[row][column], plane[row][column + 1]),
                Math.max(plane[row + 1][column], plane[row + 1][column + 1]));
      }
    }
    return y;
  }
}
