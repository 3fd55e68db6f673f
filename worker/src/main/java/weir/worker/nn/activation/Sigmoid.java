package weir.worker.nn.activation;

import weir.tensor.Kernels;

/** 1 / (1 + e⁻ˣ); the derivative is y · (1 − y). */
final class Sigmoid implements Activation {

  @Override
  public void forward(float[] x, float[] y, int rows, int columns) {
    Kernels.sigmoid(x, 0, y, 0, rows * columns);
  }

  @Override
  public void backward(float[] x, float[] y, float[] delta, int rows, int columns) {
    for (int i = 0; i < rows * columns; i++) {
      delta[i] *= y[i] * (1 - y[i]);
    }
  }
}
