package weir.worker.nn.activation;

import weir.tensor.Kernels;

/**
 * x · Φ(x), Φ the normal distribution function; the derivative is Φ(x) + x · φ(x), φ its density.
 */
final class Gelu implements Activation {
  private static final float DENSITY_AT_ZERO = 0.3989422804014327f;
  private final float[] block = new float[Blocks.LENGTH];
  private final float[] densities = new float[Blocks.LENGTH];

  @Override
  public void forward(float[] x, float[] y, int rows, int columns) {
    for (int start = 0; start < rows * columns; start += Blocks.LENGTH) {
      int length = Blocks.length(start, rows * columns);
      Kernels.normalCdf(x, start, block, 0, length);
      for (int i = 0; i < length; i++) {
        y[start + i] = x[start + i] * block[i];
      }
    }
  }

  @Override
  public void backward(float[] x, float[] y, float[] delta, int rows, int columns) {
    for (int start = 0; start < rows * columns; start += Blocks.LENGTH) {
      int length = Blocks.length(start, rows * columns);
      Kernels.normalCdf(x, start, block, 0, length);
      for (int i = 0; i < length; i++) {
        densities[i] = -0.5f * x[start + i] * x[start + i];
      }
      Kernels.exp(densities, 0, densities, 0, length);
      for (int i = 0; i < length; i++) {
        delta[start + i] *= block[i] + x[start + i] * (DENSITY_AT_ZERO * densities[i]);
      }
    }
  }

  @Override
  public boolean needsInput() {
    return true;
  }
}
