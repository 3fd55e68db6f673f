package weir.worker.nn.activation;

import weir.tensor.Kernels;

/** ln(1 + eˣ) = max(x, 0) + ln(1 + e^(−|x|)); the derivative is σ(x). */
final class Softplus implements Activation {
  private final float[] block = new float[Blocks.LENGTH];

  @Override
  public void forward(float[] x, float[] y, int rows, int columns) {
    for (int start = 0; start < rows * columns; start += Blocks.LENGTH) {
      int length = Blocks.length(start, rows * columns);
      for (int i = 0; i < length; i++) {
        block[i] = -Math.abs(x[start + i]);
      }
      Kernels.exp(block, 0, block, 0, length);
      Kernels.log1p(block, 0, block, 0, length);
      for (int i = 0; i < length; i++) {
        y[start + i] = Math.max(x[start + i], 0f) + block[i];
      }
    }
  }

  @Override
  public void backward(float[] x, float[] y, float[] delta, int rows, int columns) {
    for (int start = 0; start < rows * columns; start += Blocks.LENGTH) {
      int length = Blocks.length(start, rows * columns);
      Kernels.sigmoid(x, start, block, 0, length);
      for (int i = 0; i < length; i++) {
        delta[start + i] *= block[i];
      }
    }
  }

  @Override
  public boolean needsInput() {
    return true;
  }
}
