package weir.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/** Against the dense product of the same matrix. */
class SparseKernelsTest {
  private static final int ROWS = 9;
  private static final int IN = 23;
  private static final Blas JAVA = new JavaBlas();

  private final float[] dense = new float[ROWS * IN];
  private final int[] rowStart = new int[ROWS + 1];
  private final int[] columns = new int[ROWS * IN + 2];
  private final float[] values = new float[ROWS * IN + 2];

  SparseKernelsTest() {
    RandomStream random = new RandomStream(3, 0, 0, 0);
    // Rows need not begin at 0: a batch may be a window of a larger block.
    int next = 2;
    for (int row = 0; row < ROWS; row++) {
      rowStart[row] = next;
      for (int column = 0; column < IN; column++) {
        int at = row * IN + column;
        // Row 4 is empty.
        if (row != 4 && random.uniform(at) < 0.3f) {
          dense[at] = random.uniform(at + 1000) - 0.5f;
          columns[next] = column;
          values[next++] = dense[at];
        }
      }
    }
    rowStart[ROWS] = next;
  }

  @Test
  void multipliesLikeTheDenseMatrix() {
    for (int out : new int[] {1, 3, 4, 10}) {
      float[] w = RandomArrays.gaussian(out, 5 + out * IN);
      float[] y = RandomArrays.gaussian(9, 3 + ROWS * out);
      float[] expected = y.clone();
      JAVA.sgemm(false, true, ROWS, out, IN, 1, dense, 0, IN, w, 5, IN, 0, expected, 3, out);
      SparseKernels.multiply(ROWS, rowStart, columns, values, w, 5, IN, out, y, 3);
      assertThat(y).containsExactly(expected, within(1e-5f));
    }
  }

  @Test
  void addsTheGradientOfTheDenseMatrix() {
    for (int out : new int[] {1, 3, 4, 10}) {
      float[] dy = RandomArrays.gaussian(out, 2 + ROWS * out);
      float[] dw = RandomArrays.gaussian(8, 1 + out * IN);
      float[] expected = dw.clone();
      JAVA.sgemm(true, false, out, IN, ROWS, 1, dy, 2, out, dense, 0, IN, 1, expected, 1, IN);
      SparseKernels.addWeightGradient(ROWS, rowStart, columns, values, dy, 2, IN, out, dw, 1);
      assertThat(dw).containsExactly(expected, within(1e-5f));
    }
  }
}
