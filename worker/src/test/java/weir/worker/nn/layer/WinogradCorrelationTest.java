package weir.worker.nn.layer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import weir.tensor.Blas;
import weir.tensor.JavaBlas;
import weir.tensor.Shape;
import weir.worker.nn.spec.Cells;
import weir.worker.nn.spec.PaddingSpec;
import weir.worker.nn.spec.WindowSpec;

/** Against the same sums by columns and one matrix product. */
class WinogradCorrelationTest {
  private static final double TOLERANCE = 2e-5;
  private static final PaddingSpec UNEVEN = new PaddingSpec(false, new Cells(2, 0));

  private final Random random = new Random(3);

  static Stream<Arguments> shapes() {
    return Stream.of(
        Arguments.of(new Shape(11, 13, 19), 17, PaddingSpec.VALID),
        Arguments.of(new Shape(8, 7, 16), 35, PaddingSpec.SAME),
        Arguments.of(new Shape(7, 8, 33), 16, UNEVEN),
        Arguments.of(new Shape(6, 5, 16), 16, PaddingSpec.of(2)));
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void equalsTheMatrixProduct(Shape input, int filters, PaddingSpec padding) {
    Window window = window(input, Cells.of(3), padding);
    // More than a panel of samples, and a last one that is short.
    int rows = 2 * 256 * 1024 / (16 * 16 * (input.extent(2) + filters)) + 1;
    float[] x = normal(rows * input.size());
    float[] delta = normal(rows * window.outHeight * window.outWidth * filters);
    float[] weights = normal(9 * input.extent(2) * filters);
    for (Blas blas : List.of(Blas.get(), new JavaBlas())) {
      Correlation matrix = new MatrixCorrelation(window, 1, filters, blas);
      Correlation winograd = new WinogradCorrelation(window, filters, blas);
      // The second time, what the first one left behind must not matter.
      for (int run = 0; run < 2; run++) {
        compare(matrix, winograd, new float[][] {x, delta, weights}, rows);
      }
    }
  }

  private static void compare(
      Correlation matrix, Correlation winograd, float[][] arrays, int rows) {
    float[] x = arrays[0];
    float[] delta = arrays[1];
    float[] weights = arrays[2];
    float[][] expected = {new float[delta.length], new float[x.length], new float[weights.length]};
    float[][] actual = {new float[delta.length], new float[x.length], new float[weights.length]};
    run(matrix, arrays, rows, expected);
    run(winograd, arrays, rows, actual);
    for (int i = 0; i < 3; i++) {
      assertClose(actual[i], expected[i]);
    }
  }

  private static void run(Correlation correlation, float[][] arrays, int rows, float[][] results) {
    correlation.forward(arrays[0], rows, arrays[2], results[0]);
    correlation.inputDelta(arrays[1], rows, arrays[2], results[1]);
    correlation.weightGradient(arrays[0], arrays[1], rows, results[2]);
  }

  /** Relative to the largest value: single sums of many products may cancel out. */
  private static void assertClose(float[] actual, float[] expected) {
    double largest = 0;
    double difference = 0;
    for (int i = 0; i < expected.length; i++) {
      largest = Math.max(largest, Math.abs(expected[i]));
      difference = Math.max(difference, Math.abs((double) actual[i] - expected[i]));
    }
    assertThat(difference / largest).isLessThan(TOLERANCE);
  }

  @Test
  void isTakenWhereItPaysByShapesAlone() {
    assertThat(suits(new Shape(13, 13, 32), 1, 64, PaddingSpec.VALID)).isTrue();
    assertThat(suits(new Shape(32, 32, 16), 1, 16, PaddingSpec.SAME)).isTrue();
    // Backward needs 9 tiles of 16 products for 9 outputs of 9.
    assertThat(suits(new Shape(5, 5, 64), 1, 128, PaddingSpec.VALID)).isFalse();
    assertThat(suits(new Shape(32, 32, 15), 1, 16, PaddingSpec.SAME)).isFalse();
    assertThat(suits(new Shape(32, 32, 32), 2, 32, PaddingSpec.SAME)).isFalse();
    assertThat(suits(new Shape(32, 32, 32), 1, 32, PaddingSpec.of(3))).isFalse();
    Window five = window(new Shape(32, 32, 32), Cells.of(5), PaddingSpec.SAME);
    assertThat(WinogradCorrelation.suits(five, 1, 32)).isFalse();
    WindowSpec strided = new WindowSpec(Cells.of(3)).withStride(new Cells(1, 2));
    Window two = new Window("conv2d", strided, new Shape(32, 32, 32));
    assertThat(WinogradCorrelation.suits(two, 1, 32)).isFalse();
  }

  private static boolean suits(Shape input, int groups, int filters, PaddingSpec padding) {
    return WinogradCorrelation.suits(window(input, Cells.of(3), padding), groups, filters);
  }

  private static Window window(Shape input, Cells kernel, PaddingSpec padding) {
    return new Window("conv2d", new WindowSpec(kernel).withPadding(padding), input);
  }

  private float[] normal(int length) {
    float[] values = new float[length];
    for (int i = 0; i < length; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return values;
  }
}
