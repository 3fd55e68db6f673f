package weir.worker.nn.activation;

import weir.tensor.Kernels;

/** The derivatives that couple the columns of a row. */
final class SoftmaxGradient {
  private float[] probabilities = new float[0];

  /** delta = y · (delta − Σ delta · y). */
  void softmax(float[] y, float[] delta, int rows, int columns) {
    for (int row = 0; row < rows; row++) {
      int start = row * columns;
      float dot = (float) Kernels.dot(delta, start, y, start, columns);
      for (int i = start; i < start + columns; i++) {
        delta[i] = y[i] * (delta[i] - dot);
      }
    }
  }

  /** delta −= eʸ · Σ delta. */
  void logSoftmax(float[] y, float[] delta, int rows, int columns) {
    if (probabilities.length < rows * columns) {
      probabilities = new float[rows * columns];
    }
    Kernels.exp(y, 0, probabilities, 0, rows * columns);
    for (int row = 0; row < rows; row++) {
      int start = row * columns;
      float sum = (float) Kernels.sum(delta, start, columns);
      Kernels.axpy(-sum, probabilities, start, delta, start, columns);
    }
  }
}
