package weir.worker.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RowWeightsTest {
  private static final float[] PREDICTIONS = {0.5f, -1, 2, 3, 0.25f, -0.5f, 1, 1.5f, -2};
  private static final float[] WEIGHTS = {2, 0.5f, 3};
  private static final int WIDTH = 3;

  static Stream<LossSpec> losses() {
    return Stream.of(
        new LossSpec.MeanSquaredError(),
        new LossSpec.MeanAbsoluteError(),
        new LossSpec.Huber(1),
        new LossSpec.SmoothL1(0.5),
        new LossSpec.BinaryCrossEntropy(List.of(1.0, 2.0, 0.5)),
        new LossSpec.SoftmaxCrossEntropy(List.of(1.0, 0.5, 2.0), 0.1));
  }

  private static float[] targets(LossSpec spec) {
    return spec.kind() == LossSpec.Kind.SOFTMAX_CROSS_ENTROPY
        ? new float[] {2, 0, 1}
        : new float[] {0, 1, 0.5f, 1, 0, 0.25f, 1, 1, 0};
  }

  private static float[] part(float[] values, int row) {
    int width = values.length / WEIGHTS.length;
    return java.util.Arrays.copyOfRange(values, row * width, (row + 1) * width);
  }

  @ParameterizedTest
  @MethodSource("losses")
  void aRowOfWeightTwoIsThatRowTwice(LossSpec spec) {
    var together = new LossTotals();
    float[] deltas = new float[PREDICTIONS.length];
    Loss.of(spec, WIDTH)
        .evaluate(
            new LossRows(PREDICTIONS, targets(spec), WEIGHTS, WEIGHTS.length, WIDTH),
            deltas,
            together);
    double loss = 0;
    double weight = 0;
    for (int row = 0; row < WEIGHTS.length; row++) {
      var alone = new LossTotals();
      float[] delta = new float[WIDTH];
      var rows = new LossRows(part(PREDICTIONS, row), part(targets(spec), row), null, 1, WIDTH);
      Loss.of(spec, WIDTH).evaluate(rows, delta, alone);
      loss += WEIGHTS[row] * alone.loss();
      weight += WEIGHTS[row] * alone.weight();
      for (int i = 0; i < WIDTH; i++) {
        assertThat(deltas[row * WIDTH + i]).isCloseTo(WEIGHTS[row] * delta[i], within(1e-6f));
      }
    }
    assertThat(together.loss()).isCloseTo(loss, within(1e-12));
    assertThat(together.weight()).isCloseTo(weight, within(1e-12));
  }
}
