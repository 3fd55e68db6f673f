package weir.worker.nn.activation;

import weir.tensor.Kernels;

/** x · (1 + tanh u) / 2 with u = √(2/π) · (x + 0.044715 x³). */
final class GeluTanh implements Activation {
  private static final float SCALE = 0.7978845608028654f;
  private static final float CUBIC = 0.044715f;

  /** Where tanh u is ±1 in float already, so that x³ cannot overflow. */
  private static final float SATURATED = 16;

  private final float[] block = new float[Blocks.LENGTH];

  @Override
  public void forward(float[] x, float[] y, int rows, int columns) {
    for (int start = 0; start < rows * columns; start += Blocks.LENGTH) {
      int length = Blocks.length(start, rows * columns);
      tanh(x, start, length);
      for (int i = 0; i < length; i++) {
        y[start + i] = 0.5f * x[start + i] * (1 + block[i]);
      }
    }
  }

  @Override
  public void backward(float[] x, float[] y, float[] delta, int rows, int columns) {
    for (int start = 0; start < rows * columns; start += Blocks.LENGTH) {
      int length = Blocks.length(start, rows * columns);
      tanh(x, start, length);
      for (int i = 0; i < length; i++) {
        float v = clamp(x[start + i]);
        float slope = SCALE * (1 + 3 * CUBIC * v * v);
        float curve = 0.5f * v * (1 - block[i] * block[i]) * slope;
        delta[start + i] *= 0.5f * (1 + block[i]) + curve;
      }
    }
  }

  private void tanh(float[] x, int start, int length) {
    for (int i = 0; i < length; i++) {
      float v = clamp(x[start + i]);
      block[i] = SCALE * (v + CUBIC * v * v * v);
    }
    Kernels.tanh(block, 0, block, 0, length);
  }

  private static float clamp(float x) {
    return Math.max(-SATURATED, Math.min(SATURATED, x));
  }

  @Override
  public boolean needsInput() {
    return true;
  }
}
