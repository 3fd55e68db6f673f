package weir.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/** Each derivative against the difference quotient of its own forward pass. */
class ActivationsTest {
  private static final int LENGTH = 333;

  private interface Forward {
    void run(float[] x, int xOffset, float[] y, int yOffset, int length);
  }

  private interface Backward {
    void run(float[] saved, int savedOffset, float[] gradient, int gradientOffset, int length);
  }

  @Test
  void derivativesFromTheOutput() {
    check(Activations::relu, Activations::reluBackward, true);
    check(Activations::sigmoid, Activations::sigmoidBackward, true);
    check(Activations::tanh, Activations::tanhBackward, true);
    check(Activations::softplus, Activations::softplusBackward, true);
    check(
        (x, xo, y, yo, n) -> Activations.leakyRelu(0.1f, x, xo, y, yo, n),
        (y, yo, g, go, n) -> Activations.leakyReluBackward(0.1f, y, yo, g, go, n),
        true);
    check(
        (x, xo, y, yo, n) -> Activations.elu(1.5f, x, xo, y, yo, n),
        (y, yo, g, go, n) -> Activations.eluBackward(1.5f, y, yo, g, go, n),
        true);
  }

  @Test
  void derivativesFromTheInput() {
    check(Activations::gelu, Activations::geluBackward, false);
    check(Activations::geluTanh, Activations::geluTanhBackward, false);
    check(Activations::silu, Activations::siluBackward, false);
  }

  private static void check(Forward forward, Backward backward, boolean fromOutput) {
    float[] x = RandomArrays.gaussian(5, LENGTH);
    for (int i = 0; i < LENGTH; i++) {
      // Away from the corners, where the quotient would straddle two slopes.
      x[i] = Math.abs(x[i]) < 0.02f ? 0.5f : 2 * x[i];
    }
    float step = 1e-2f;
    float[] low = new float[LENGTH];
    float[] high = new float[LENGTH];
    float[] y = new float[LENGTH];
    forward.run(shifted(x, -step), 0, low, 0, LENGTH);
    forward.run(shifted(x, step), 0, high, 0, LENGTH);
    forward.run(x, 0, y, 0, LENGTH);
    float[] incoming = RandomArrays.gaussian(6, LENGTH + 2);
    float[] gradient = incoming.clone();
    backward.run(fromOutput ? y : x, 0, gradient, 1, LENGTH);
    for (int i = 0; i < LENGTH; i++) {
      double expected = incoming[i + 1] * (double) (high[i] - low[i]) / (2 * step);
      assertThat((double) gradient[i + 1]).as("at x = %s", x[i]).isCloseTo(expected, within(5e-4));
    }
    assertThat(gradient[0]).isEqualTo(incoming[0]);
    assertThat(gradient[LENGTH + 1]).isEqualTo(incoming[LENGTH + 1]);
  }

  private static float[] shifted(float[] x, float by) {
    float[] moved = x.clone();
    for (int i = 0; i < x.length; i++) {
      moved[i] += by;
    }
    return moved;
  }

  @Test
  void biasReluIsAddBiasThenRelu() {
    int rows = 7;
    int columns = 37;
    float[] y = RandomArrays.gaussian(1, 2 + rows * columns);
    float[] bias = RandomArrays.gaussian(2, 1 + columns);
    float[] expected = y.clone();
    Kernels.addBias(expected, 2, rows, columns, bias, 1);
    Activations.relu(expected, 2, expected, 2, rows * columns);
    Activations.biasRelu(y, 2, rows, columns, bias, 1);
    assertThat(y).containsExactly(expected);
  }

  @Test
  void reluKeepsNanAndReluBackwardStopsInfiniteGradients() {
    float[] x = {Float.NaN, -0f, Float.NEGATIVE_INFINITY, Float.POSITIVE_INFINITY};
    float[] y = new float[4];
    Activations.relu(x, 0, y, 0, 4);
    assertThat(y).containsExactly(Float.NaN, 0, 0, Float.POSITIVE_INFINITY);
    float[] gradient = {1, Float.POSITIVE_INFINITY, Float.NaN, 2};
    Activations.reluBackward(new float[] {1, 0, 0, 3}, 0, gradient, 0, 4);
    assertThat(gradient).containsExactly(1, 0, 0, 2);
  }

  @Test
  void extremesGiveNoNan() {
    float[] x = {1000, -1000, 1e30f, -1e30f};
    Forward[] forwards = {
      Activations::sigmoid,
      Activations::tanh,
      Activations::softplus,
      Activations::gelu,
      Activations::geluTanh,
      Activations::silu,
      (a, ao, b, bo, n) -> Activations.elu(1, a, ao, b, bo, n)
    };
    for (Forward forward : forwards) {
      float[] y = new float[4];
      forward.run(x, 0, y, 0, 4);
      assertThat(y).doesNotContain(Float.NaN);
    }
    Backward[] backwards = {
      Activations::geluBackward, Activations::geluTanhBackward, Activations::siluBackward
    };
    for (Backward backward : backwards) {
      float[] gradient = {1, 1, 1, 1};
      backward.run(x, 0, gradient, 0, 4);
      for (int i = 0; i < 4; i++) {
        assertThat(gradient[i] == (i + 1) % 2).as("%s", gradient[i]).isTrue();
      }
    }
  }
}
