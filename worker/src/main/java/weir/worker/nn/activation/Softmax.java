package weir.worker.nn.activation;

import weir.tensor.Kernels;

/** Softmax of each row; the gradient is y · (delta − Σ delta · y). */
final class Softmax implements Activation {

  @Override
  public void forward(float[] x, float[] y, int rows, int columns) {
    Kernels.softmaxRows(x, 0, y, 0, rows, columns);
  }

  @Override
  public void backward(float[] x, float[] y, float[] delta, int rows, int columns) {
    for (int row = 0; row < rows; row++) {
      int start = row * columns;
      float dot = 0;
      for (int i = start; i < start + columns; i++) {
        dot += delta[i] * y[i];
      }

      for (int i = start; i < start + columns; i++) {
        delta[i] = y[i] * (delta[i] - dot);
      }
    }
  }
}
