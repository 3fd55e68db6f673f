package weir.worker.nn.activation;

import weir.tensor.Kernels;

/** x · σ(x); the derivative is σ · (1 + x · (1 − σ)). */
final class Silu implements Activation {
  private final float[] block = new float[Blocks.LENGTH];

  @Override
  public void forward(float[] x, float[] y, int rows, int columns) {
    for (int start = 0; start < rows * columns; start += Blocks.LENGTH) {
      int length = Blocks.length(start, rows * columns);
      Kernels.sigmoid(x, start, block, 0, length);
      for (int i = 0; i < length; i++) {
        y[start + i] = x[start + i] * block[i];
      }
    }
  }

  @Override
  public void backward(float[] x, float[] y, float[] delta, int rows, int columns) {
    for (int start = 0; start < rows * columns; start += Blocks.LENGTH) {
      int length = Blocks.length(start, rows * columns);
      Kernels.sigmoid(x, start, block, 0, length);
      for (int i = 0; i < length; i++) {
        delta[start + i] *= block[i] * (1 + x[start + i] * (1 - block[i]));
      }
    }
  }

  @Override
  public boolean needsInput() {
    return true;
  }
}
