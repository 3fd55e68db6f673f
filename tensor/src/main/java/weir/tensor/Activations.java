package weir.tensor;

/**
 * Activations over slices, forward and backward. Forward: y[i] = f(x[i]). Backward multiplies the
 * gradient in place by the derivative, from what is cheapest to save: the output y for relu,
 * leakyRelu, elu, sigmoid, tanh and softplus (so that y may overwrite x), the input x for gelu and
 * silu. Thread-safe: no state.
 */
public final class Activations {
  private Activations() {}

  /** y = max(0, y + bias) over the rows of y [rows, columns], in one pass. */
  public static void biasRelu(
      float[] y, int yOffset, int rows, int columns, float[] bias, int biasOffset) {
    for (int row = 0; row < rows; row++) {
      Elementwise.ADD_RELU.run(bias, biasOffset, y, yOffset + row * columns, columns);
    }
  }

  /** y = max(0, x); NaN stays NaN. */
  public static void relu(float[] x, int xOffset, float[] y, int yOffset, int length) {
    Elementwise.RELU.run(x, xOffset, y, yOffset, length);
  }

  /** gradient = 0 where y = 0, else unchanged. */
  public static void reluBackward(
      float[] y, int yOffset, float[] gradient, int gradientOffset, int length) {
    Elementwise.RELU_BACKWARD.run(y, yOffset, gradient, gradientOffset, length);
  }

  /** y = x where x &gt; 0, else slope · x. */
  public static void leakyRelu(
      float slope, float[] x, int xOffset, float[] y, int yOffset, int length) {
    for (int i = 0; i < length; i++) {
      float value = x[xOffset + i];
      y[yOffset + i] = value > 0 ? value : slope * value;
    }
  }

  /**
   * gradient *= slope where y is not positive.
   *
   * @param slope at least 0, or y does not tell the sign of x
   */
  public static void leakyReluBackward(
      float slope, float[] y, int yOffset, float[] gradient, int gradientOffset, int length) {
    for (int i = 0; i < length; i++) {
      float factor = y[yOffset + i] > 0 ? 1 : slope;
      gradient[gradientOffset + i] *= factor;
    }
  }

  /** y = x where x &gt; 0, else alpha (eˣ − 1). x and y must not be the same slice. */
  public static void elu(float alpha, float[] x, int xOffset, float[] y, int yOffset, int length) {
    Kernels.expm1(x, xOffset, y, yOffset, length);
    for (int i = 0; i < length; i++) {
      float value = x[xOffset + i];
      y[yOffset + i] = value > 0 ? value : alpha * y[yOffset + i];
    }
  }

  /** gradient *= y + alpha where y is not positive; alpha at least 0. */
  public static void eluBackward(
      float alpha, float[] y, int yOffset, float[] gradient, int gradientOffset, int length) {
    for (int i = 0; i < length; i++) {
      float factor = y[yOffset + i] > 0 ? 1 : y[yOffset + i] + alpha;
      gradient[gradientOffset + i] *= factor;
    }
  }

  /** y = 1 / (1 + e⁻ˣ). */
  public static void sigmoid(float[] x, int xOffset, float[] y, int yOffset, int length) {
    Elementwise.SIGMOID.run(x, xOffset, y, yOffset, length);
  }

  /** gradient *= y (1 − y). */
  public static void sigmoidBackward(
      float[] y, int yOffset, float[] gradient, int gradientOffset, int length) {
    for (int i = 0; i < length; i++) {
      float value = y[yOffset + i];
      gradient[gradientOffset + i] *= value * (1 - value);
    }
  }

  /** y = tanh x. */
  public static void tanh(float[] x, int xOffset, float[] y, int yOffset, int length) {
    Elementwise.TANH.run(x, xOffset, y, yOffset, length);
  }

  /** gradient *= 1 − y². */
  public static void tanhBackward(
      float[] y, int yOffset, float[] gradient, int gradientOffset, int length) {
    for (int i = 0; i < length; i++) {
      float value = y[yOffset + i];
      gradient[gradientOffset + i] *= (1 - value) * (1 + value);
    }
  }

  /** y = ln(1 + eˣ), without overflow. */
  public static void softplus(float[] x, int xOffset, float[] y, int yOffset, int length) {
    Elementwise.SOFTPLUS.run(x, xOffset, y, yOffset, length);
  }

  /** gradient *= 1 − e⁻ʸ. */
  public static void softplusBackward(
      float[] y, int yOffset, float[] gradient, int gradientOffset, int length) {
    Elementwise.SOFTPLUS_BACKWARD.run(y, yOffset, gradient, gradientOffset, length);
  }

  /** y = x Φ(x) (Hendrycks and Gimpel, 2016). */
  public static void gelu(float[] x, int xOffset, float[] y, int yOffset, int length) {
    Elementwise.GELU.run(x, xOffset, y, yOffset, length);
  }

  /** gradient *= Φ(x) + x φ(x). */
  public static void geluBackward(
      float[] x, int xOffset, float[] gradient, int gradientOffset, int length) {
    Elementwise.GELU_BACKWARD.run(x, xOffset, gradient, gradientOffset, length);
  }

  /** y = x (1 + tanh(√(2/π) (x + 0.044715 x³))) / 2. */
  public static void geluTanh(float[] x, int xOffset, float[] y, int yOffset, int length) {
    Elementwise.GELU_TANH.run(x, xOffset, y, yOffset, length);
  }

  /** gradient *= the derivative of {@link #geluTanh} at x. */
  public static void geluTanhBackward(
      float[] x, int xOffset, float[] gradient, int gradientOffset, int length) {
    Elementwise.GELU_TANH_BACKWARD.run(x, xOffset, gradient, gradientOffset, length);
  }

  /** y = x / (1 + e⁻ˣ). */
  public static void silu(float[] x, int xOffset, float[] y, int yOffset, int length) {
    Elementwise.SILU.run(x, xOffset, y, yOffset, length);
  }

  /** gradient *= s + x s (1 − s), s = 1 / (1 + e⁻ˣ). */
  public static void siluBackward(
      float[] x, int xOffset, float[] gradient, int gradientOffset, int length) {
    Elementwise.SILU_BACKWARD.run(x, xOffset, gradient, gradientOffset, length);
  }
}
