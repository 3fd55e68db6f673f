package weir.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WindowKernelsTest {
  // Two places of two cells each that share the middle one, one channel.
  private static final CellLists PAIRS = new CellLists(new int[] {0, 2, 4}, new int[] {0, 1, 1, 2});

  @Test
  void theGradientGoesToTheFirstOfEquals() {
    float[] x = {4, 4, 4};
    float[] y = new float[2];
    WindowKernels.max(PAIRS, x, 0, y, 0, 1);
    assertThat(y).containsExactly(4, 4);
    assertThat(inputDelta(x, y)).containsExactly(10, 7, 0);
  }

  @Test
  void aCellOfTwoWindowsGetsBothGradients() {
    float[] x = {1, 2, -5};
    float[] y = new float[2];
    WindowKernels.max(PAIRS, x, 0, y, 0, 1);
    assertThat(inputDelta(x, y)).containsExactly(0, 17, 0);
  }

  @Test
  void nanIsTheLargestAndLosesNoGradient() {
    float[] x = {1, Float.NaN, 3};
    float[] y = new float[2];
    WindowKernels.max(PAIRS, x, 0, y, 0, 1);
    assertThat(y).containsExactly(Float.NaN, Float.NaN);
    assertThat(inputDelta(x, y)).containsExactly(10, 7, 0);
  }

  private static float[] inputDelta(float[] x, float[] y) {
    float[] inputDelta = new float[3];
    WindowKernels.maxBackward(PAIRS, x, inputDelta, 0, y, new float[] {10, 7}, 0, 1);
    return inputDelta;
  }

  @Test
  void aPlaceWithoutCellsIsMinusInfinity() {
    float[] y = new float[1];
    WindowKernels.max(new CellLists(new int[2], new int[0]), new float[0], 0, y, 0, 1);
    assertThat(y).containsExactly(Float.NEGATIVE_INFINITY);
  }
}
