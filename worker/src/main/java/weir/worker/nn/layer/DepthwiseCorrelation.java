package weir.worker.nn.layer;

import java.util.Arrays;
import weir.tensor.Kernels;

/**
 * One filter a channel: no matrix product, but sums of products of runs of channels. Weights
 * [kernel height, kernel width, channels].
 */
final class DepthwiseCorrelation implements Correlation {
  private final Window window;
  private final WindowWalk walk;
  private final int channels;

  /** Floats from the cell that one place covers to that of the next. */
  private final int step;

  private final float[] sampleGradient;

  DepthwiseCorrelation(Window window) {
    this.window = window;
    walk = new WindowWalk(window);
    channels = window.channels;
    step = window.columnStride * channels;
    sampleGradient = new float[window.cells() * channels];
  }

  @Override
  public void forward(float[] x, int rows, float[] weights, float[] y) {
    Arrays.fill(y, 0, rows * window.outHeight * window.outWidth * channels, 0);
    WindowWalk.Visit visit =
        (place, cell, kernelCell, count) -> {
          int weight = kernelCell * channels;
          for (int i = 0; i < count; i++) {
            int from = cell * channels + i * step;
            int to = (place + i) * channels;
            Kernels.addProducts(x, from, weights, weight, y, to, channels);
          }
        };
    for (int sample = 0; sample < rows; sample++) {
      walk.visit(sample, visit);
    }
  }

  @Override
  public void inputDelta(float[] delta, int rows, float[] weights, float[] inputDelta) {
    Arrays.fill(inputDelta, 0, rows * window.inputSize(), 0);
    WindowWalk.Visit visit =
        (place, cell, kernelCell, count) -> {
          int weight = kernelCell * channels;
          for (int i = 0; i < count; i++) {
            int from = (place + i) * channels;
            int to = cell * channels + i * step;
            Kernels.addProducts(delta, from, weights, weight, inputDelta, to, channels);
          }
        };
    for (int sample = 0; sample < rows; sample++) {
      walk.visit(sample, visit);
    }
  }

  /** A sample's own sum first: long sums of floats lose less that way. */
  @Override
  public void weightGradient(float[] x, float[] delta, int rows, float[] gradient) {
    Arrays.fill(gradient, 0, sampleGradient.length, 0);
    WindowWalk.Visit visit =
        (place, cell, kernelCell, count) -> {
          int weight = kernelCell * channels;
          for (int i = 0; i < count; i++) {
            int at = (place + i) * channels;
            int from = cell * channels + i * step;
            Kernels.addProducts(delta, at, x, from, sampleGradient, weight, channels);
          }
        };
    for (int sample = 0; sample < rows; sample++) {
      Arrays.fill(sampleGradient, 0);
      walk.visit(sample, visit);
      Kernels.add(sampleGradient, 0, gradient, 0, sampleGradient.length);
    }
  }
}
