package weir.worker.nn.activation;

import weir.tensor.Kernels;

/** Hyperbolic tangent; the derivative is 1 − y². */
final class Tanh implements Activation {

  @Override
  public void forward(float[] x, float[] y, int rows, int columns) {
    Kernels.tanh(x, 0, y, 0, rows * columns);
  }

  @Override
  public void backward(float[] x, float[] y, float[] delta, int rows, int columns) {
    for (int i = 0; i < rows * columns; i++) {
      delta[i] *= 1 - y[i] * y[i];
    }
  }
}
