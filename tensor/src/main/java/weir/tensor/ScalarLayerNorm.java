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
      centre(x, normalized, at, at + columns, mean);
      double squares = Reductions.dot(normalized, at, normalized, at, columns);
      float inverse = (float) (1 / Math.sqrt(squares / columns + epsilon));
      inverses[row] = inverse;
      stretch(normalized, y, at, 0, columns, inverse, weights, weight, bias);
    }
  }

  /** From x to x − mean, elements {@code from} to {@code to}. */
  static void centre(float[] x, float[] y, int from, int to, float mean) {
    for (int i = from; i < to; i++) {
      y[i] = x[i] - mean;
    }
  }

  /**
   * From x − mean to x̂ and y, columns {@code from} to {@code columns} of the row at {@code at}.
   */
  static void stretch(
      float[] normalized,
      float[] y,
      int at,
      int from,
      int columns,
      float inverse,
      float[] weights,
      int weight,
      int bias) {
    for (int i = from; i < columns; i++) {
      float value = normalized[at + i] * inverse;
      normalized[at + i] = value;
      y[at + i] = value * weights[weight + i] + weights[bias + i];
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
      weigh(delta, inputDelta, at, 0, columns, weights, weight);
      float mean = (float) (Reductions.sum(inputDelta, at, columns) / columns);
      float slope = (float) (Reductions.dot(inputDelta, at, normalized, at, columns) / columns);
      finish(inputDelta, normalized, at, at + columns, mean, slope, inverses[row]);
    }
  }

  /** g = delta · weight, columns {@code from} to {@code columns} of the row at {@code at}. */
  static void weigh(
      float[] delta, float[] g, int at, int from, int columns, float[] weights, int weight) {
    for (int i = from; i < columns; i++) {
      g[at + i] = delta[at + i] * weights[weight + i];
    }
  }

  /** inverse · (g − mean − x̂ · slope), elements {@code from} to {@code to}. */
  static void finish(
      float[] g, float[] normalized, int from, int to, float mean, float slope, float inverse) {
    for (int i = from; i < to; i++) {
      g[i] = inverse * (g[i] - mean - normalized[i] * slope);
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
