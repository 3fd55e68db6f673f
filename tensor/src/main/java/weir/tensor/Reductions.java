package weir.tensor;

/**
 * Reductions with 16 accumulators, element i going to accumulator i mod 16, joined in one fixed
 * tree of neighbours: the bits depend on the values and the length alone, not on the lane width.
 */
final class Reductions {
  private static final int LANES = 16;

  private Reductions() {}

  static double sum(float[] x, int offset, int length) {
    double[] sums = new double[LANES];
    int whole = length & -LANES;
    for (int i = 0; i < whole; i += LANES) {
      for (int lane = 0; lane < LANES; lane++) {
        sums[lane] += x[offset + i + lane];
      }
    }
    for (int i = whole; i < length; i++) {
      sums[i - whole] += x[offset + i];
    }
    return join(sums);
  }

  static double sumOfSquares(float[] x, int offset, int length) {
    return dot(x, offset, x, offset, length);
  }

  static double dot(float[] x, int xOffset, float[] y, int yOffset, int length) {
    double[] sums = new double[LANES];
    int whole = length & -LANES;
    for (int i = 0; i < whole; i += LANES) {
      for (int lane = 0; lane < LANES; lane++) {
        sums[lane] += (double) x[xOffset + i + lane] * y[yOffset + i + lane];
      }
    }
    for (int i = whole; i < length; i++) {
      sums[i - whole] += (double) x[xOffset + i] * y[yOffset + i];
    }
    return join(sums);
  }

  static float max(float[] x, int offset, int length) {
    float max = Float.NEGATIVE_INFINITY;
    for (int i = 0; i < length; i++) {
      max = Math.max(max, x[offset + i]);
    }
    return max;
  }

  private static double join(double[] sums) {
    for (int stride = 1; stride < LANES; stride *= 2) {
      for (int lane = 0; lane < LANES; lane += 2 * stride) {
        sums[lane] += sums[lane + stride];
      }
    }
    return sums[0];
  }
}
