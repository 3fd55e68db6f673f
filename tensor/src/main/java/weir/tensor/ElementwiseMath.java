package weir.tensor;

/**
 * Elementary functions over slices, y[i] = f(x[i]), and the matching backward sweeps, gradient[i]
 * *= f'(saved[i]). Chosen once for the process: {@link VectorMath} or its twin {@link ScalarMath},
 * which give the same bits. x and y may be the same slice unless said otherwise.
 */
interface ElementwiseMath {
  /** "vector (16 lanes)" or "scalar", for the log. */
  String describe();

  void exp(float[] x, int xOffset, float[] y, int yOffset, int length);

  void expm1(float[] x, int xOffset, float[] y, int yOffset, int length);

  void log(float[] x, int xOffset, float[] y, int yOffset, int length);

  void log1p(float[] x, int xOffset, float[] y, int yOffset, int length);

  void tanh(float[] x, int xOffset, float[] y, int yOffset, int length);

  void sigmoid(float[] x, int xOffset, float[] y, int yOffset, int length);

  void softplus(float[] x, int xOffset, float[] y, int yOffset, int length);

  void normalCdf(float[] x, int xOffset, float[] y, int yOffset, int length);

  void gelu(float[] x, int xOffset, float[] y, int yOffset, int length);

  void geluTanh(float[] x, int xOffset, float[] y, int yOffset, int length);

  void silu(float[] x, int xOffset, float[] y, int yOffset, int length);

  /** saved = x. */
  void geluBackward(float[] x, int xOffset, float[] gradient, int gradientOffset, int length);

  /** saved = x. */
  void geluTanhBackward(float[] x, int xOffset, float[] gradient, int gradientOffset, int length);

  /** saved = x. */
  void siluBackward(float[] x, int xOffset, float[] gradient, int gradientOffset, int length);

  /** saved = y: the derivative is 1 − e⁻ʸ. */
  void softplusBackward(float[] y, int yOffset, float[] gradient, int gradientOffset, int length);
}
