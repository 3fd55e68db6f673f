package weir.worker.nn.layer;

import java.util.Arrays;
import weir.tensor.Kernels;
import weir.tensor.Shape;
import weir.worker.nn.spec.PoolSpec;

/** The mean of each window, of its cells inside or of all. */
final class AveragePool extends Pool {
  private final int outputSize;

  /** By what the sum at each float of a sample's output is multiplied. */
  private final float[] factors;

  AveragePool(PoolSpec spec, Shape input) {
    super(spec, input);
    outputSize = output().size();
    factors = new float[outputSize];
    if (spec.countIncludePad()) {
      Arrays.fill(factors, 1f / window.cells());
      return;
    }
    walk.visit(
        0,
        (place, cell, kernelCell, count) -> {
          for (int i = place * channels; i < (place + count) * channels; i++) {
            factors[i]++;
          }
        });
    for (int i = 0; i < outputSize; i++) {
      factors[i] = 1 / factors[i];
    }
  }

  @Override
  public void forward(LayerPass pass) {
    float[] x = pass.input(0);
    float[] y = pass.output();
    Arrays.fill(y, 0, pass.rows() * outputSize, 0);
    visit(
        pass.rows(),
        (place, cell, kernelCell, count) -> {
          for (int i = 0; i < count; i++) {
            Kernels.add(x, cell * channels + i * step, y, (place + i) * channels, channels);
          }
        });
    divide(y, pass.rows());
  }

  @Override
  public void backward(LayerPass pass) {
    float[] inputDelta = pass.inputDelta(0);
    if (inputDelta == null) {
      return;
    }
    float[] delta = pass.delta();
    divide(delta, pass.rows());
    Arrays.fill(inputDelta, 0, pass.rows() * window.inputSize(), 0);
    visit(
        pass.rows(),
        (place, cell, kernelCell, count) -> {
          for (int i = 0; i < count; i++) {
            int to = cell * channels + i * step;
            Kernels.add(delta, (place + i) * channels, inputDelta, to, channels);
          }
        });
  }

  private void divide(float[] sums, int rows) {
    for (int sample = 0; sample < rows; sample++) {
      Kernels.multiply(factors, 0, sums, sample * outputSize, outputSize);
    }
  }
}
