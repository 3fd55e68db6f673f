package weir.tensor;

/**
 * Elementwise functions and reductions on {@code float[]} slices. The same bits cold (interpreted),
 * warm (compiled) and on the scalar twin, on any CPU. Thread-safe: no state. Output may be the
 * input slice.
 */
public final class Kernels {
  private Kernels() {}

  /** y[i] += x[i]. */
  public static void add(float[] x, int xOffset, float[] y, int yOffset, int length) {
    Elementwise.ADD.run(x, xOffset, y, yOffset, length);
  }

  /** y[i] *= a. */
  public static void scale(float a, float[] y, int yOffset, int length) {
    for (int i = 0; i < length; i++) {
      y[yOffset + i] *= a;
    }
  }

  /** y[i] *= x[i]. */
  public static void multiply(float[] x, int xOffset, float[] y, int yOffset, int length) {
    Elementwise.MULTIPLY.run(x, xOffset, y, yOffset, length);
  }

  /** y[i] += a[i] · b[i], the product rounded before the sum. */
  public static void addProducts(
      float[] a, int aOffset, float[] b, int bOffset, float[] y, int yOffset, int length) {
    for (int i = 0; i < length; i++) {
      y[yOffset + i] += a[aOffset + i] * b[bOffset + i];
    }
  }

  /** Sum of squares in double, 16 fixed accumulators and one fixed tree. */
  public static double sumOfSquares(float[] x, int offset, int length) {
    return Reductions.dot(x, offset, x, offset, length);
  }

  /** Each of {@code rows} rows of y [rows, columns] gets bias [columns] added. */
  public static void addBias(
      float[] y, int yOffset, int rows, int columns, float[] bias, int biasOffset) {
    for (int row = 0; row < rows; row++) {
      add(bias, biasOffset, y, yOffset + row * columns, columns);
    }
  }

  /** sums [columns] += sums over the rows of x [rows, columns], row by row in order. */
  public static void addColumnSums(
      float[] x, int xOffset, int rows, int columns, float[] sums, int sumsOffset) {
    for (int row = 0; row < rows; row++) {
      add(x, xOffset + row * columns, sums, sumsOffset, columns);
    }
  }

  /** y = eˣ, within 2 units in the last place. */
  public static void exp(float[] x, int xOffset, float[] y, int yOffset, int length) {
    Elementwise.EXP.run(x, xOffset, y, yOffset, length);
  }

  /** y = ln x, within 2 units in the last place. */
  public static void log(float[] x, int xOffset, float[] y, int yOffset, int length) {
    Elementwise.LOG.run(x, xOffset, y, yOffset, length);
  }

  /** y = ln(1 + x), x &gt; −1. */
  public static void log1p(float[] x, int xOffset, float[] y, int yOffset, int length) {
    Elementwise.LOG1P.run(x, xOffset, y, yOffset, length);
  }

  /** y = eˣ − 1. */
  public static void expm1(float[] x, int xOffset, float[] y, int yOffset, int length) {
    Elementwise.EXPM1.run(x, xOffset, y, yOffset, length);
  }

  /** y = tanh x. */
  public static void tanh(float[] x, int xOffset, float[] y, int yOffset, int length) {
    Elementwise.TANH.run(x, xOffset, y, yOffset, length);
  }

  /** y = 1 / (1 + e⁻ˣ). */
  public static void sigmoid(float[] x, int xOffset, float[] y, int yOffset, int length) {
    Elementwise.SIGMOID.run(x, xOffset, y, yOffset, length);
  }

  /** y = ln(1 + eˣ), without overflow. */
  public static void softplus(float[] x, int xOffset, float[] y, int yOffset, int length) {
    Elementwise.SOFTPLUS.run(x, xOffset, y, yOffset, length);
  }

  /** y = (1 + erf(x / √2)) / 2, the standard normal distribution function. */
  public static void normalCdf(float[] x, int xOffset, float[] y, int yOffset, int length) {
    Elementwise.NORMAL_CDF.run(x, xOffset, y, yOffset, length);
  }
}
