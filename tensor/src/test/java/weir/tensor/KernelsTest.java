package weir.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class KernelsTest {
  private static final int[] LENGTHS = {0, 1, 3, 7, 8, 9, 13, 15, 16, 17, 31, 32, 207, 1024, 4098};

  @Test
  void reductionsAgreeWithTheirDefinition() {
    for (int length : LENGTHS) {
      float[] x = RandomArrays.gaussian(1, length + 3);
      float[] y = RandomArrays.gaussian(2, length + 3);
      assertThat(Kernels.sum(x, 2, length)).isEqualTo(tree(x, null, length));
      assertThat(Kernels.sumOfSquares(x, 2, length)).isEqualTo(tree(x, x, length));
      assertThat(Kernels.dot(x, 2, y, 2, length)).isEqualTo(tree(x, y, length));
    }
  }

  /** 16 accumulators, neighbours joined: written as the documentation says it. */
  private static double tree(float[] x, float[] y, int length) {
    double[] sums = new double[16];
    for (int i = 0; i < length; i++) {
      sums[i % 16] += y == null ? x[2 + i] : (double) x[2 + i] * y[2 + i];
    }
    for (int stride = 1; stride < 16; stride *= 2) {
      for (int lane = 0; lane < 16; lane += 2 * stride) {
        sums[lane] += sums[lane + stride];
      }
    }
    return sums[0];
  }

  @Test
  void maxKeepsNanAndKnowsNothing() {
    assertThat(Kernels.max(new float[] {9, -3, -1, -2, 9}, 1, 3)).isEqualTo(-1);
    assertThat(Kernels.max(new float[] {1, Float.NaN, 2}, 0, 3)).isNaN();
    assertThat(Kernels.max(new float[0], 0, 0)).isEqualTo(Float.NEGATIVE_INFINITY);
  }

  @Test
  void vectorOperationsTouchTheirSliceOnly() {
    float[] x = {1, 2, 3, 4};
    float[] y = {10, 20, 30, 40};
    Kernels.add(x, 1, y, 2, 2);
    assertThat(y).containsExactly(10, 20, 32, 43);
    Kernels.axpy(2, x, 0, y, 0, 2);
    assertThat(y).containsExactly(12, 24, 32, 43);
    Kernels.scale(0.5f, y, 1, 2);
    assertThat(y).containsExactly(12, 12, 16, 43);
    Kernels.multiply(x, 2, y, 0, 2);
    assertThat(y).containsExactly(36, 48, 16, 43);
    Kernels.addBias(y, 0, 2, 2, x, 0);
    assertThat(y).containsExactly(37, 50, 17, 45);
    float[] sums = {0, 1, 1};
    Kernels.addColumnSums(y, 0, 2, 2, sums, 1);
    assertThat(sums).containsExactly(0, 55, 96);
  }

  @Test
  void softmaxRowsAddUpToOne() {
    for (int columns : new int[] {1, 3, 10, 16, 33, 1500}) {
      int rows = 5;
      float[] x = RandomArrays.gaussian(3, 2 + rows * columns);
      float[] y = new float[x.length + 1];
      float[] log = x.clone();
      Kernels.softmaxRows(x, 2, y, 3, rows, columns);
      Kernels.logSoftmaxRows(log, 2, log, 2, rows, columns);
      for (int row = 0; row < rows; row++) {
        double total = 0;
        for (int i = 0; i < columns; i++) {
          total += StrictMath.exp(x[2 + row * columns + i]);
        }
        assertThat(Kernels.sum(y, 3 + row * columns, columns)).isCloseTo(1, within(1e-6));
        for (int i = 0; i < columns; i++) {
          double logarithm = x[2 + row * columns + i] - StrictMath.log(total);
          assertThat((double) log[2 + row * columns + i]).isCloseTo(logarithm, within(2e-6));
          double probability = StrictMath.exp(logarithm);
          assertThat((double) y[3 + row * columns + i])
              .isCloseTo(probability, within(1e-6 * probability + 1e-12));
        }
      }
    }
  }

  @Test
  void softmaxSurvivesLargeLogits() {
    float[] x = {1000, -1000, 0, -1000, -1000, -1000};
    float[] y = new float[6];
    Kernels.softmaxRows(x, 0, y, 0, 2, 3);
    assertThat(y).containsExactly(1, 0, 0, 1f / 3, 1f / 3, 1f / 3);
    Kernels.logSoftmaxRows(x, 0, y, 0, 2, 3);
    float third = (float) -StrictMath.log(3);
    assertThat(y).containsExactly(0, -2000, -1000, third, third, third);
  }

  @Test
  void functionsReachTheirTwin() {
    float[] x = {-1.5f, 0.25f, 2};
    float[] y = new float[3];
    Kernels.exp(x, 0, y, 0, 3);
    assertThat(y[2]).isCloseTo(7.389056f, within(1e-5f));
    Kernels.log1p(x, 1, y, 1, 2);
    assertThat(y[2]).isCloseTo(1.0986123f, within(1e-6f));
    Kernels.log(x, 1, y, 1, 2);
    assertThat(y[2]).isCloseTo(0.6931472f, within(1e-6f));
    Kernels.expm1(x, 0, y, 0, 3);
    assertThat(y[0]).isCloseTo(-0.77686983f, within(1e-6f));
    Kernels.tanh(x, 0, y, 0, 3);
    assertThat(y[0]).isCloseTo(-0.90514827f, within(1e-6f));
    Kernels.sigmoid(x, 0, y, 0, 3);
    assertThat(y[0]).isCloseTo(0.18242553f, within(1e-6f));
    Kernels.softplus(x, 0, y, 0, 3);
    assertThat(y[0]).isCloseTo(0.20141327f, within(1e-6f));
    Kernels.normalCdf(x, 0, y, 0, 3);
    assertThat(y[0]).isCloseTo(0.0668072f, within(1e-6f));
  }
}
