package weir.worker.nn.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import weir.reference.Goldens;
import weir.tensor.Blas;
import weir.tensor.JavaBlas;
import weir.tensor.Shape;
import weir.worker.nn.spec.Cells;
import weir.worker.nn.spec.ConvolutionSpec;
import weir.worker.nn.spec.PaddingSpec;
import weir.worker.nn.spec.WindowSpec;

/** Windows, groups and sequences that the goldens do not have, against the plain sum. */
class ConvolutionTest {
  private static final int ROWS = 3;
  private static final double TOLERANCE = 1e-5;

  private final Random random = new Random(7);

  static WindowSpec window(int kernel) {
    return new WindowSpec(Cells.of(kernel));
  }

  static Stream<Arguments> convolutions() {
    WindowSpec odd =
        new WindowSpec(
            new Cells(3, 2),
            new Cells(2, 1),
            new Cells(1, 2),
            new PaddingSpec(false, new Cells(1, 3)));
    WindowSpec same = window(3).withPadding(PaddingSpec.SAME);
    WindowSpec evenSame = window(4).withPadding(PaddingSpec.SAME).withStride(Cells.of(2));
    return Stream.of(
        Arguments.of(new Shape(7, 9, 5), new ConvolutionSpec(2, 6, odd)),
        Arguments.of(new Shape(7, 9, 1), new ConvolutionSpec(2, 6, odd)),
        Arguments.of(new Shape(7, 9, 1), new ConvolutionSpec(2, 3, evenSame)),
        Arguments.of(new Shape(7, 9, 6), new ConvolutionSpec(2, 4, evenSame).withGroups(2)),
        Arguments.of(new Shape(7, 9, 6), new ConvolutionSpec(2, 6, odd).withGroups(6)),
        Arguments.of(new Shape(7, 9, 6), new ConvolutionSpec(2, 12, same).withGroups(6)),
        Arguments.of(new Shape(5, 6, 7), new ConvolutionSpec(2, 4, window(1))),
        Arguments.of(new Shape(5, 6, 6), new ConvolutionSpec(2, 4, window(1)).withGroups(2)),
        Arguments.of(
            new Shape(5, 6, 6), new ConvolutionSpec(2, 4, window(1).withStride(Cells.of(2)))),
        // Too large for the cache: several rounds of columns, the last one short.
        Arguments.of(new Shape(45, 41, 16), new ConvolutionSpec(2, 3, same)),
        Arguments.of(
            new Shape(3, 4, 2),
            new ConvolutionSpec(2, 3, window(9).withPadding(PaddingSpec.of(7)))),
        Arguments.of(new Shape(9, 8, 17), new ConvolutionSpec(2, 19, same)),
        Arguments.of(new Shape(11, 5), new ConvolutionSpec(1, 4, same)),
        Arguments.of(
            new Shape(11, 1), new ConvolutionSpec(1, 4, evenSame.withDilation(Cells.of(2)))),
        Arguments.of(new Shape(11, 6), new ConvolutionSpec(1, 6, evenSame).withGroups(6)));
  }

  @ParameterizedTest
  @MethodSource("convolutions")
  void equalsThePlainSum(Shape input, ConvolutionSpec spec) throws InterruptedException {
    for (Blas blas : List.of(Blas.get(), new JavaBlas())) {
      Convolution layer = new Convolution(spec, input, blas);
      float[] x = normal(ROWS * input.size());
      float[] weights =
          normal(layer.parameters().stream().mapToInt(one -> one.shape().size()).sum());
      LayerHarness harness = new LayerHarness(layer, ROWS, x, weights);
      harness.run(new float[ROWS * layer.output().size()]);
      Goldens.assertClose(harness.output(), plain(spec, input, x, weights), TOLERANCE);
    }
  }

  private static double[] plain(ConvolutionSpec spec, Shape input, float[] x, float[] weights) {
    Window window = new Window("conv", spec.window(), input);
    int depth = window.channels / spec.groups();
    int bias = spec.filters() * depth * window.cells();
    int places = window.outHeight * window.outWidth;
    double[] y = new double[ROWS * places * spec.filters()];
    for (int i = 0; i < y.length; i++) {
      int filter = i % spec.filters();
      int place = i / spec.filters();
      y[i] = weights[bias + filter];
      for (int k = 0; k < depth * window.cells(); k++) {
        int cell = k % window.cells();
        int row = window.row(place % places / window.outWidth, cell / window.kernelWidth);
        int column = window.column(place % window.outWidth, cell % window.kernelWidth);
        int channel = filter / (spec.filters() / spec.groups()) * depth + k / window.cells();
        if (row >= 0 && column >= 0 && column < window.width) {
          int at = (place / places * window.height + row) * window.width + column;
          y[i] +=
              (double) x[at * window.channels + channel]
                  * weights[filter * depth * window.cells() + k];
        }
      }
    }
    return y;
  }

  private float[] normal(int length) {
    float[] values = new float[length];
    for (int i = 0; i < length; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return values;
  }

  @Test
  void sizesFollowPyTorch() {
    assertThat(output(window(3), new Shape(7, 8, 2))).isEqualTo(new Shape(5, 6, 4));
    assertThat(output(window(3).withStride(Cells.of(2)), new Shape(8, 8, 2)))
        .isEqualTo(new Shape(3, 3, 4));
    assertThat(output(window(5).withPadding(PaddingSpec.of(1)), new Shape(7, 8, 2)))
        .isEqualTo(new Shape(5, 6, 4));
    assertThat(output(window(3).withDilation(Cells.of(3)), new Shape(7, 8, 2)))
        .isEqualTo(new Shape(1, 2, 4));
    for (int kernel = 1; kernel < 7; kernel++) {
      assertThat(output(window(kernel).withPadding(PaddingSpec.SAME), new Shape(7, 8, 2)))
          .isEqualTo(new Shape(7, 8, 4));
    }
  }

  private static Shape output(WindowSpec window, Shape input) {
    return new Convolution(new ConvolutionSpec(2, 4, window), input, new JavaBlas()).output();
  }

  @Test
  void inputsThatDoNotFitAreNamed() {
    assertThatThrownBy(() -> output(window(5), new Shape(4, 9, 1)))
        .hasMessage(
            "conv2d got [4, 9, 1] (expected: at least 5 by 5 cells,"
                + " as its kernel covers with padding 0)");
    assertThatThrownBy(() -> output(window(3), new Shape(784)))
        .hasMessage(
            "conv2d got [784] (expected: [height, width, channels]);"
                + " set model.input or reshape it first");
    assertThatThrownBy(
            () ->
                new Convolution(
                    new ConvolutionSpec(2, 4, window(3)).withGroups(2),
                    new Shape(5, 5, 3),
                    new JavaBlas()))
        .hasMessage(
            "conv2d got [5, 5, 3] (expected: channels in 2 equal groups); set conv2d.groups");
    assertThatThrownBy(() -> new ConvolutionSpec(2, 4, window(3)).withGroups(3))
        .hasMessage("groups=3 (expected: > 0 and a divisor of 4 filters); set conv2d.groups");
    assertThatThrownBy(() -> new WindowSpec(new Cells(3, 0)))
        .hasMessage("kernel=[3, 0] (expected: >= 1); set kernel");
  }
}
