package weir.tensor;

/**
 * The functions that have a vector twin. The maps are y[i] = f(x[i]) and may work in place; {@code
 * …_BACKWARD} is y[i] *= f'(…) from the saved x, or the saved output where it says so.
 */
enum Elementwise {
  EXP,
  EXPM1,
  LOG,
  LOG1P,
  TANH,
  SIGMOID,
  SOFTPLUS,
  NORMAL_CDF,
  GELU,
  GELU_TANH,
  SILU,
  RELU,
  /** y += x. */
  ADD,
  /** y *= x. */
  MULTIPLY,
  /** y = max(0, y + x). */
  ADD_RELU,
  GELU_BACKWARD,
  GELU_TANH_BACKWARD,
  SILU_BACKWARD,
  /** x is the saved output. */
  SOFTPLUS_BACKWARD,
  /** x is the saved output; y = 0 where it is not positive. */
  RELU_BACKWARD;

  /** Applies the function to x [length] and y [length]. */
  void run(float[] x, int xOffset, float[] y, int yOffset, int length) {
    Twins.chosen(this).run(x, xOffset, y, yOffset, length);
  }
}
