package weir.worker.nn;

import static weir.worker.nn.spec.PoolSpec.Reduction.AVERAGE;
import static weir.worker.nn.spec.PoolSpec.Reduction.MAX;

import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import weir.tensor.Blas;
import weir.tensor.JavaBlas;
import weir.tensor.Shape;
import weir.worker.loss.LossSpec;
import weir.worker.nn.spec.ActivationKind;
import weir.worker.nn.spec.ActivationSpec;
import weir.worker.nn.spec.Cells;
import weir.worker.nn.spec.ConvolutionSpec;
import weir.worker.nn.spec.DenseSpec;
import weir.worker.nn.spec.FlattenSpec;
import weir.worker.nn.spec.GlobalAveragePoolSpec;
import weir.worker.nn.spec.LayerSpec;
import weir.worker.nn.spec.NetworkSpec;
import weir.worker.nn.spec.PaddingSpec;
import weir.worker.nn.spec.PoolSpec;
import weir.worker.nn.spec.ReshapeSpec;
import weir.worker.nn.spec.WindowSpec;

/** Gradients of layers of images and sequences against numeric differences, on odd sizes. */
class ImageGradientTest {
  private static final WindowSpec THREE = new WindowSpec(Cells.of(3));
  private static final WindowSpec ONE = new WindowSpec(Cells.of(1));
  private static final WindowSpec SAME = THREE.withPadding(PaddingSpec.SAME);
  private static final WindowSpec ODD =
      new WindowSpec(
          new Cells(3, 2),
          new Cells(1, 2),
          new Cells(1, 2),
          new PaddingSpec(false, new Cells(2, 1)));

  private static final WindowSpec STRIDED =
      THREE.withStride(Cells.of(2)).withPadding(PaddingSpec.of(1));

  private final Random random = new Random(11);

  static Stream<Arguments> convolutions() {
    return Stream.of(
        Arguments.of(new Shape(5, 7, 1), List.of(conv(3, SAME), conv(2, ODD))),
        Arguments.of(new Shape(5, 7, 2), List.of(conv(1, ODD), conv(3, SAME))),
        Arguments.of(new Shape(5, 7, 1), List.of(conv(1, SAME), conv(2, ODD))),
        Arguments.of(
            new Shape(5, 7, 2), List.of(conv(4, THREE), conv(6, ODD).withGroups(2), conv(2, SAME))),
        Arguments.of(
            new Shape(5, 7, 1), List.of(conv(3, SAME), conv(3, ODD).withGroups(3), conv(2, SAME))),
        Arguments.of(new Shape(6, 5, 1), List.of(conv(16, ONE), conv(16, SAME), conv(1, ONE))),
        Arguments.of(new Shape(5, 7, 3), List.of(conv(4, ONE), conv(2, ONE))),
        Arguments.of(
            new Shape(5, 7, 2),
            List.of(
                conv(3, SAME).withActivation(ActivationSpec.of(ActivationKind.SILU)),
                conv(3, SAME).withActivation(ActivationSpec.of(ActivationKind.SOFTMAX)))),
        Arguments.of(
            new Shape(9, 3),
            List.of(
                new ConvolutionSpec(1, 4, SAME.withDilation(Cells.of(2))),
                new ConvolutionSpec(1, 4, SAME).withGroups(4),
                new ConvolutionSpec(1, 2, THREE.withStride(Cells.of(2))))));
  }

  static Stream<Arguments> pools() {
    return Stream.of(
        // A monotone function in front of maxima: no weight changes which cell is the largest.
        Arguments.of(
            new Shape(5, 7, 1),
            List.of(conv(2, ONE), new PoolSpec(MAX, Cells.of(2)), conv(2, SAME))),
        Arguments.of(
            new Shape(5, 6, 1),
            List.of(
                conv(2, ONE), new PoolSpec(MAX, Cells.of(3)).withWindow(STRIDED), conv(2, SAME))),
        Arguments.of(
            new Shape(7, 9, 2),
            List.of(
                conv(3, SAME),
                new PoolSpec(AVERAGE, new Cells(2, 3)),
                conv(3, SAME),
                new PoolSpec(AVERAGE, STRIDED, true))),
        Arguments.of(
            new Shape(7, 9, 2), List.of(conv(3, SAME), new PoolSpec(AVERAGE, STRIDED, false))),
        Arguments.of(new Shape(5, 7, 2), List.of(conv(3, SAME), new GlobalAveragePoolSpec())),
        Arguments.of(
            new Shape(12, 1),
            List.of(
                new ConvolutionSpec(1, 4, ONE),
                new PoolSpec(MAX, Cells.of(2)),
                new ConvolutionSpec(1, 4, SAME),
                new PoolSpec(AVERAGE, STRIDED, false),
                new GlobalAveragePoolSpec())),
        Arguments.of(
            new Shape(5, 6, 2),
            List.of(
                conv(3, SAME),
                new ReshapeSpec(new Shape(3, 5, 6)),
                conv(2, SAME),
                new ReshapeSpec(new Shape(6, 5)),
                new ConvolutionSpec(1, 4, SAME),
                new ReshapeSpec(new Shape(4, 3, 2)),
                conv(2, SAME))));
  }

  private static ConvolutionSpec conv(int filters, WindowSpec window) {
    return new ConvolutionSpec(2, filters, window)
        .withActivation(ActivationSpec.of(ActivationKind.TANH));
  }

  @ParameterizedTest
  @MethodSource({"convolutions", "pools"})
  void equalsNumericDifferences(Shape input, List<LayerSpec> layers) throws InterruptedException {
    List<LayerSpec> all =
        Stream.concat(layers.stream(), Stream.of(new FlattenSpec(), new DenseSpec(2))).toList();
    NetworkSpec spec = NetworkSpec.sequential(input, all, new LossSpec.MeanSquaredError());
    for (Blas blas : List.of(Blas.get(), new JavaBlas())) {
      new GradientCheck(
              new Network(spec, blas), Batches.dense(random, 4, input.size(), 2, 0), random)
          .run();
    }
  }
}
