package weir.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class KernelsTest {
  private static final int[] LENGTHS = {0, 1, 3, 7, 8, 9, 13, 15, 16, 17, 31, 32, 207, 1024, 4098};

  @Test
  void reductionsAgreeWithTheirDefinition() {
    double[] sums = new double[VectorReductions.ACCUMULATORS];
    for (int length : LENGTHS) {
      float[] x = RandomArrays.gaussian(1, length + 3);
      float[] y = RandomArrays.gaussian(2, length + 3);
      assertThat(Kernels.sumOfSquares(x, 2, length)).isEqualTo(tree(x, x, length));
      assertThat(Reductions.sum(x, 2, length)).isEqualTo(tree(x, null, length));
      assertThat(VectorReductions.sum(x, 2, length, sums)).isEqualTo(tree(x, null, length));
      assertThat(Reductions.dot(x, 2, y, 2, length)).isEqualTo(tree(x, y, length));
      assertThat(VectorReductions.dot(x, 2, y, 2, length, sums)).isEqualTo(tree(x, y, length));
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
    float[] x = RandomArrays.gaussian(3, 40);
    for (int length = 0; length < 40; length++) {
      assertThat(VectorReductions.max(x, 1, length)).isEqualTo(Reductions.max(x, 1, length));
    }
    for (int bad : new int[] {0, 37}) {
      float[] spoilt = x.clone();
      spoilt[bad] = Float.NaN;
      assertThat(VectorReductions.max(spoilt, 0, 40)).isNaN();
      assertThat(Reductions.max(spoilt, 0, 40)).isNaN();
    }
    assertThat(Reductions.max(new float[] {9, -3, -1, -2, 9}, 1, 3)).isEqualTo(-1);
    assertThat(Reductions.max(x, 0, 0)).isEqualTo(Float.NEGATIVE_INFINITY);
  }

  @Test
  void vectorOperationsTouchTheirSliceOnly() {
    float[] x = {1, 2, 3, 4};
    float[] y = {10, 20, 30, 40};
    Kernels.add(x, 1, y, 2, 2);
    assertThat(y).containsExactly(10, 20, 32, 43);
    Kernels.scale(0.5f, y, 1, 2);
    assertThat(y).containsExactly(10, 10, 16, 43);
    Kernels.multiply(x, 2, y, 0, 2);
    assertThat(y).containsExactly(30, 40, 16, 43);
    Kernels.addBias(y, 0, 2, 2, x, 0);
    assertThat(y).containsExactly(31, 42, 17, 45);
    float[] sums = {0, 1, 1};
    Kernels.addColumnSums(y, 0, 2, 2, sums, 1);
    assertThat(sums).containsExactly(0, 49, 88);
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
