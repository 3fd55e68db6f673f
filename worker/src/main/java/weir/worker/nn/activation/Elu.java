package weir.worker.nn.activation;

import weir.tensor.Kernels;

/** x above 0, alpha · (eˣ − 1) below; the derivative below is eˣ · alpha. */
final class Elu implements Activation {
  private final float alpha;
  private final float[] block = new float[Blocks.LENGTH];

  Elu(float alpha) {
    this.alpha = alpha;
  }

  @Override
  public void forward(float[] x, float[] y, int rows, int columns) {
    for (int start = 0; start < rows * columns; start += Blocks.LENGTH) {
      int length = Blocks.length(start, rows * columns);
      for (int i = 0; i < length; i++) {
        block[i] = Math.min(x[start + i], 0f);
      }
      Kernels.expm1(block, 0, block, 0, length);
      for (int i = 0; i < length; i++) {
        y[start + i] = x[start + i] > 0 ? x[start + i] : alpha * block[i];
      }
    }
  }

  @Override
  public void backward(float[] x, float[] y, float[] delta, int rows, int columns) {
    for (int start = 0; start < rows * columns; start += Blocks.LENGTH) {
      int length = Blocks.length(start, rows * columns);
      for (int i = 0; i < length; i++) {
        block[i] = Math.min(x[start + i], 0f);
      }
      Kernels.exp(block, 0, block, 0, length);
      for (int i = 0; i < length; i++) {
        delta[start + i] *= x[start + i] > 0 ? 1 : alpha * block[i];
      }
    }
  }

  @Override
  public boolean needsInput() {
    return true;
  }
}
