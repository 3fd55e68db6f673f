package weir.worker.nn.layer;

import java.util.Arrays;
import weir.tensor.Kernels;
import weir.tensor.Shape;
import weir.worker.nn.spec.PoolSpec;

/**
 * The largest cell of each window; the gradient goes to the first of equals, as in PyTorch. It is
 * found again by its value: nothing is kept for backward.
 */
final class MaxPool extends Pool {
  private final int outputSize;

  MaxPool(PoolSpec spec, Shape input) {
    super(spec, input);
    outputSize = output().size();
  }

  @Override
  public void forward(LayerPass pass) {
    float[] x = pass.input(0);
    float[] y = pass.output();
    Arrays.fill(y, 0, pass.rows() * outputSize, Float.NEGATIVE_INFINITY);
    visit(
        pass.rows(),
        (place, cell, kernelCell, count) -> {
          for (int i = 0; i < count; i++) {
            Kernels.maximum(x, cell * channels + i * step, y, (place + i) * channels, channels);
          }
        });
  }

  @Override
  public void backward(LayerPass pass) {
    float[] inputDelta = pass.inputDelta(0);
    if (inputDelta == null) {
      return;
    }
    float[] x = pass.input(0);
    float[] y = pass.output();
    float[] delta = pass.delta();
    Arrays.fill(inputDelta, 0, pass.rows() * window.inputSize(), 0);
    visit(
        pass.rows(),
        (place, cell, kernelCell, count) -> {
          for (int i = 0; i < count; i++) {
            int at = (place + i) * channels;
            int to = cell * channels + i * step;
            Kernels.moveWhereEqual(x, to, y, at, delta, at, inputDelta, to, channels);
          }
        });
  }
}
