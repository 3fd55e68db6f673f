package weir.worker.nn.activation;

/** x above 0, slope · x below. */
final class LeakyRelu implements Activation {
  private final float slope;

  LeakyRelu(float slope) {
    this.slope = slope;
  }

  @Override
  public void forward(float[] x, float[] y, int rows, int columns) {
    for (int i = 0; i < rows * columns; i++) {
      y[i] = x[i] > 0 ? x[i] : slope * x[i];
    }
  }

  @Override
  public void backward(float[] x, float[] y, float[] delta, int rows, int columns) {
    for (int i = 0; i < rows * columns; i++) {
      delta[i] = x[i] > 0 ? delta[i] : slope * delta[i];
    }
  }

  /** A slope below zero would hide the sign of x in y. */
  @Override
  public boolean needsInput() {
    return true;
  }
}
