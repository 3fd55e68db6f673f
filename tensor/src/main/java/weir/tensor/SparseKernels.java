package weir.tensor;

/**
 * Products of a CSR matrix X [rows, in] with a dense layer, without making X dense. Row r holds
 * {@code values[k]} in column {@code columns[k]} for k from {@code rowStart[r]} to {@code
 * rowStart[r + 1]} − 1. Thread-safe: no state. The order of every sum is fixed by X alone: stored
 * order inside a row, then rows in order.
 *
 * <p>The outer loop runs over outputs, four at a time: a layer's rows of W stay in cache while all
 * rows of the batch pass, so no transposed copy of W is needed.
 */
public final class SparseKernels {
  private SparseKernels() {}

  /** y [rows, out] = X · Wᵀ, W [out, in] row-major. Overwrites y. */
  public static void multiply(
      int rows,
      int[] rowStart,
      int[] columns,
      float[] values,
      float[] w,
      int wOffset,
      int in,
      int out,
      float[] y,
      int yOffset) {
    int output = 0;
    for (; output + 4 <= out; output += 4) {
      int at = wOffset + output * in;
      for (int row = 0; row < rows; row++) {
        multiplyRow4(
            rowStart[row],
            rowStart[row + 1],
            columns,
            values,
            w,
            at,
            in,
            y,
            yOffset + row * out + output);
      }
    }
    for (; output < out; output++) {
      int at = wOffset + output * in;
      for (int row = 0; row < rows; row++) {
        float sum = 0;
        for (int k = rowStart[row]; k < rowStart[row + 1]; k++) {
          sum = Math.fma(values[k], w[at + columns[k]], sum);
        }
        y[yOffset + row * out + output] = sum;
      }
    }
  }

  private static void multiplyRow4(
      int from,
      int to,
      int[] columns,
      float[] values,
      float[] w,
      int at,
      int in,
      float[] y,
      int yAt) {
    float sum0 = 0;
    float sum1 = 0;
    float sum2 = 0;
    float sum3 = 0;
    for (int k = from; k < to; k++) {
      float value = values[k];
      int column = at + columns[k];
      sum0 = Math.fma(value, w[column], sum0);
      sum1 = Math.fma(value, w[column + in], sum1);
      sum2 = Math.fma(value, w[column + 2 * in], sum2);
      sum3 = Math.fma(value, w[column + 3 * in], sum3);
    }
    y[yAt] = sum0;
    y[yAt + 1] = sum1;
    y[yAt + 2] = sum2;
    y[yAt + 3] = sum3;
  }

  /** dW [out, in] += dYᵀ · X, dY [rows, out] row-major. */
  public static void addWeightGradient(
      int rows,
      int[] rowStart,
      int[] columns,
      float[] values,
      float[] dy,
      int dyOffset,
      int in,
      int out,
      float[] dw,
      int dwOffset) {
    for (int output = 0; output < out; output++) {
      int at = dwOffset + output * in;
      for (int row = 0; row < rows; row++) {
        float gradient = dy[dyOffset + row * out + output];
        for (int k = rowStart[row]; k < rowStart[row + 1]; k++) {
          int column = at + columns[k];
          dw[column] = Math.fma(gradient, values[k], dw[column]);
        }
      }
    }
  }
}
