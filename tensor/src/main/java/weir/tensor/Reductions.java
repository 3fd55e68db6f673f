package weir.tensor;

/**
 * Reductions with 16 accumulators, element i going to accumulator i mod 16, joined in one fixed
 * tree of neighbours: the bits depend on the values and the length alone, not on the lane width.
 * Eight accumulators at a time, as local variables: nothing is allocated.
 */
final class Reductions {
  static final int ACCUMULATORS = 16;
  private static final int HALF = 8;

  private Reductions() {}

  static double sum(float[] x, int offset, int length) {
    return halfSum(x, offset, length) + halfSum(x, offset + HALF, length - HALF);
  }

  /** Of accumulators 0 … 7; the caller shifts the others here. */
  private static double halfSum(float[] x, int offset, int length) {
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    double s4 = 0;
    double s5 = 0;
    double s6 = 0;
    double s7 = 0;
    int i = offset;
    int last = offset + length - HALF;
    for (; i <= last; i += ACCUMULATORS) {
      s0 += x[i];
      s1 += x[i + 1];
      s2 += x[i + 2];
      s3 += x[i + 3];
      s4 += x[i + 4];
      s5 += x[i + 5];
      s6 += x[i + 6];
      s7 += x[i + 7];
    }
    int rest = offset + length - i;
    s0 += rest > 0 ? x[i] : 0;
    s1 += rest > 1 ? x[i + 1] : 0;
    s2 += rest > 2 ? x[i + 2] : 0;
    s3 += rest > 3 ? x[i + 3] : 0;
    s4 += rest > 4 ? x[i + 4] : 0;
    s5 += rest > 5 ? x[i + 5] : 0;
    s6 += rest > 6 ? x[i + 6] : 0;
    s7 += rest > 7 ? x[i + 7] : 0;
    return ((s0 + s1) + (s2 + s3)) + ((s4 + s5) + (s6 + s7));
  }

  static double dot(float[] x, int xOffset, float[] y, int yOffset, int length) {
    return halfDot(x, xOffset, y, yOffset, length)
        + halfDot(x, xOffset + HALF, y, yOffset + HALF, length - HALF);
  }

  private static double halfDot(float[] x, int xOffset, float[] y, int yOffset, int length) {
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    double s4 = 0;
    double s5 = 0;
    double s6 = 0;
    double s7 = 0;
    int i = 0;
    for (; i + HALF <= length; i += ACCUMULATORS) {
      int a = xOffset + i;
      int b = yOffset + i;
      s0 += (double) x[a] * y[b];
      s1 += (double) x[a + 1] * y[b + 1];
      s2 += (double) x[a + 2] * y[b + 2];
      s3 += (double) x[a + 3] * y[b + 3];
      s4 += (double) x[a + 4] * y[b + 4];
      s5 += (double) x[a + 5] * y[b + 5];
      s6 += (double) x[a + 6] * y[b + 6];
      s7 += (double) x[a + 7] * y[b + 7];
    }
    int a = xOffset + i;
    int b = yOffset + i;
    int rest = length - i;
    s0 += rest > 0 ? (double) x[a] * y[b] : 0;
    s1 += rest > 1 ? (double) x[a + 1] * y[b + 1] : 0;
    s2 += rest > 2 ? (double) x[a + 2] * y[b + 2] : 0;
    s3 += rest > 3 ? (double) x[a + 3] * y[b + 3] : 0;
    s4 += rest > 4 ? (double) x[a + 4] * y[b + 4] : 0;
    s5 += rest > 5 ? (double) x[a + 5] * y[b + 5] : 0;
    s6 += rest > 6 ? (double) x[a + 6] * y[b + 6] : 0;
    s7 += rest > 7 ? (double) x[a + 7] * y[b + 7] : 0;
    return ((s0 + s1) + (s2 + s3)) + ((s4 + s5) + (s6 + s7));
  }

  /** What joins the 16 accumulators from {@code at} on. */
  static double tree(double[] s, int at) {
    return half(s, at) + half(s, at + HALF);
  }

  private static double half(double[] s, int at) {
    return ((s[at] + s[at + 1]) + (s[at + 2] + s[at + 3]))
        + ((s[at + 4] + s[at + 5]) + (s[at + 6] + s[at + 7]));
  }

  static float max(float[] x, int offset, int length) {
    float max = Float.NEGATIVE_INFINITY;
    for (int i = 0; i < length; i++) {
      max = Math.max(max, x[offset + i]);
    }
    return max;
  }
}
