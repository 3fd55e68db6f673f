package weir.worker.nn.activation;

import weir.tensor.Kernels;

/** ln of softmax of each row; the gradient is delta − eʸ · Σ delta. */
final class LogSoftmax implements Activation {
  private float[] probabilities = new float[0];

  @Override
  public void forward(float[] x, float[] y, int rows, int columns) {
    Kernels.logSoftmaxRows(x, 0, y, 0, rows, columns);
  }

  @Override
  public void backward(float[] x, float[] y, float[] delta, int rows, int columns) {
    if (probabilities.length < columns) {
      probabilities = new float[columns];
    }
    for (int row = 0; row < rows; row++) {
      int start = row * columns;
      float sum = 0;
      for (int i = start; i < start + columns; i++) {
        sum += delta[i];
      }
      Kernels.exp(y, start, probabilities, 0, columns);
      for (int i = 0; i < columns; i++) {
        delta[start + i] -= probabilities[i] * sum;
      }
    }
  }
}
