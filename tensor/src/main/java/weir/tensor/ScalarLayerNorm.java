package weir.tensor;

/** The scalar twin. Its loops over parts of a row also finish what vectors leave over. */
final class ScalarLayerNorm implements LayerNormTwin {
  @Override
  public void forward(
      double epsilon,
      float[] x,
      float[] normalized,
      float[] inverses,
      float[] y,
      int rows,
      int columns,
      float[] weights,
      int weight,
      int bias) {
    for (int row = 0; row < rows; row++) {
      int at = row * columns;
      float mean = (float) (Reductions.sum(x, at, columns) / columns);
      for (int i = at; i < at + columns; i++) {
        normalized[i] = x[i] - mean;
      }
      double squares = Reductions.dot(normalized, at, normalized, at, columns);
      float inverse = (float) (1 / Math.sqrt(squares / columns + epsilon));
      inverses[row] = inverse;
      for (int i = 0; i < columns; i++) {
        float value = normalized[at + i] * inverse;
        normalized[at + i] = value;
        y[at + i] = value * weights[weight + i] + weights[bias + i];
      }
    }
  }

  @Override
  public void inputDelta(
      float[] delta,
      float[] normalized,
      float[] inverses,
      float[] inputDelta,
      int rows,
      int columns,
      float[] weights,
      int weight) {
    for (int row = 0; row < rows; row++) {
      int at = row * columns;
      for (int i = 0; i < columns; i++) {
        inputDelta[at + i] = delta[at + i] * weights[weight + i];
      }
      float mean = (float) (Reductions.sum(inputDelta, at, columns) / columns);
      float slope = (float) (Reductions.dot(inputDelta, at, normalized, at, columns) / columns);
      for (int i = at; i < at + columns; i++) {
        inputDelta[i] = inverses[row] * (inputDelta[i] - mean - normalized[i] * slope);
      }
    }
  }

  @Override
  public void addGradient(
      float[] delta,
      float[] normalized,
      int rows,
      int columns,
      float[] gradient,
      int weight,
      int bias) {
    addGradient(delta, normalized, rows, 0, columns, gradient, weight, bias);
  }

  /** Of columns {@code from} to {@code columns}. */
  static void addGradient(
      float[] delta,
      float[] normalized,
      int rows,
      int from,
      int columns,
      float[] gradient,
      int weight,
      int bias) {
    for (int row = 0; row < rows; row++) {
      int at = row * columns;
      for (int i = from; i < columns; i++) {
        gradient[weight + i] += delta[at + i] * normalized[at + i];
        gradient[bias + i] += delta[at + i];
      }
    }
  }
}
