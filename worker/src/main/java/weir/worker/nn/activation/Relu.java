package weir.worker.nn.activation;

/** max(x, 0); the derivative at 0 is 0. */
final class Relu implements Activation {

  @Override
  public void forward(float[] x, float[] y, int rows, int columns) {
    for (int i = 0; i < rows * columns; i++) {
      y[i] = Math.max(x[i], 0f);
    }
  }

  @Override
  public void backward(float[] x, float[] y, float[] delta, int rows, int columns) {
    for (int i = 0; i < rows * columns; i++) {
      delta[i] = y[i] > 0 ? delta[i] : 0;
    }
  }
}
