package weir.tensor;

import java.util.Arrays;

/** The scalar twin. Its loops over parts of a row also finish what vectors leave over. */
final class ScalarSoftmax implements SoftmaxTwin {
  /** A share of powers that are all 0: 0 times it is NaN. */
  static final float UNDEFINED = Float.POSITIVE_INFINITY;

  @Override
  public void softmax(float[] x, int xOffset, float[] y, int yOffset, int rows, int columns) {
    for (int row = 0; row < rows; row++) {
      int from = xOffset + row * columns;
      int to = yOffset + row * columns;
      subtract(shift(Reductions.max(x, from, columns)), x, from, y, to, columns);
      ScalarSweeps.exp(y, to, y, to, columns);
      scale(share(Reductions.sum(y, to, columns), UNDEFINED), y, to, columns);
    }
  }

  @Override
  public void attend(float[] scores, int offset, int steps, boolean causal) {
    for (int row = 0; row < steps; row++) {
      int at = offset + row * steps;
      int seen = causal ? row + 1 : steps;
      Arrays.fill(scores, at + seen, at + steps, Float.NEGATIVE_INFINITY);
      subtract(shift(Reductions.max(scores, at, steps)), scores, at, scores, at, steps);
      ScalarSweeps.exp(scores, at, scores, at, steps);
      scale(share(Reductions.sum(scores, at, steps), 0), scores, at, steps);
    }
  }

  /** What to subtract from the scores of a row, which may see nothing. */
  static float shift(float max) {
    return max == Float.NEGATIVE_INFINITY ? 0 : max;
  }

  /** What to multiply the powers of a row by; {@code ofNothing} where all of them are 0. */
  static float share(double sum, float ofNothing) {
    return sum == 0 ? ofNothing : (float) (1 / sum);
  }

  @Override
  public void softmaxBackward(
      float[] y, int yOffset, float[] delta, int deltaOffset, int rows, int columns) {
    for (int row = 0; row < rows; row++) {
      int from = yOffset + row * columns;
      int to = deltaOffset + row * columns;
      float mean = (float) Reductions.dot(y, from, delta, to, columns);
      multiplyCentred(mean, y, from, delta, to, columns);
    }
  }

  @Override
  public void logSoftmax(float[] x, int xOffset, float[] y, int yOffset, int rows, int columns) {
    float[] powers = new float[columns];
    for (int row = 0; row < rows; row++) {
      int from = xOffset + row * columns;
      int to = yOffset + row * columns;
      subtract(shift(Reductions.max(x, from, columns)), x, from, y, to, columns);
      ScalarSweeps.exp(y, to, powers, 0, columns);
      float logarithm = (float) StrictMath.log(Reductions.sum(powers, 0, columns));
      subtract(logarithm, y, to, y, to, columns);
    }
  }

  @Override
  public void logSoftmaxBackward(
      float[] y, int yOffset, float[] delta, int deltaOffset, int rows, int columns) {
    float[] powers = new float[columns];
    for (int row = 0; row < rows; row++) {
      int to = deltaOffset + row * columns;
      ScalarSweeps.exp(y, yOffset + row * columns, powers, 0, columns);
      subtractProducts((float) Reductions.sum(delta, to, columns), powers, 0, delta, to, columns);
    }
  }

  /** y = x − a. */
  static void subtract(float a, float[] x, int xAt, float[] y, int yAt, int length) {
    for (int i = 0; i < length; i++) {
      y[yAt + i] = x[xAt + i] - a;
    }
  }

  /** y *= a. */
  static void scale(float a, float[] y, int at, int length) {
    for (int i = at; i < at + length; i++) {
      y[i] *= a;
    }
  }

  /** delta = y · (delta − mean). */
  static void multiplyCentred(
      float mean, float[] y, int yAt, float[] delta, int deltaAt, int length) {
    for (int i = 0; i < length; i++) {
      delta[deltaAt + i] = y[yAt + i] * (delta[deltaAt + i] - mean);
    }
  }

  /** y −= a · x. */
  static void subtractProducts(float a, float[] x, int xAt, float[] y, int yAt, int length) {
    for (int i = 0; i < length; i++) {
      y[yAt + i] -= a * x[xAt + i];
    }
  }
}
