package weir.tensor;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The vector twin: whole vectors along a row, what is left over by {@link ScalarSoftmax}. Powers
 * are computed over many rows at a time: one with ten columns is shorter than a vector.
 */
final class VectorSoftmax implements SoftmaxTwin {
  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
  private static final int LANES = SPECIES.length();
  private static final int ACCUMULATORS = VectorReductions.ACCUMULATORS;
  private static final int SCRATCH = 1024;

  private static FloatVector load(float[] x, int at) {
    return FloatVector.fromArray(SPECIES, x, at);
  }

  @Override
  public void softmax(float[] x, int xOffset, float[] y, int yOffset, int rows, int columns) {
    subtractMaxima(x, xOffset, y, yOffset, rows, columns);
    VectorSweeps.exp(y, yOffset, y, yOffset, rows * columns);
    double[] sums = new double[ACCUMULATORS];
    for (int row = 0; row < rows; row++) {
      int at = yOffset + row * columns;
      scale((float) (1 / VectorReductions.sum(y, at, columns, sums)), y, at, columns);
    }
  }

  @Override
  public void attend(float[] scores, int offset, int steps, boolean causal) {
    for (int row = 0; row < steps; row++) {
      int at = offset + row * steps;
      if (causal) {
        Arrays.fill(scores, at + row + 1, at + steps, Float.NEGATIVE_INFINITY);
      }
      // Whole rows: what is seen alone would mostly leave elements over.
      float max = VectorReductions.max(scores, at, steps);
      subtract(ScalarSoftmax.shift(max), scores, at, scores, at, steps);
    }
    VectorSweeps.exp(scores, offset, scores, offset, steps * steps);
    double[] sums = new double[ACCUMULATORS];
    for (int row = 0; row < steps; row++) {
      int at = offset + row * steps;
      double sum = VectorReductions.sum(scores, at, steps, sums);
      scale(ScalarSoftmax.share(sum), scores, at, steps);
    }
  }

  @Override
  public void softmaxBackward(
      float[] y, int yOffset, float[] delta, int deltaOffset, int rows, int columns) {
    double[] sums = new double[ACCUMULATORS];
    for (int row = 0; row < rows; row++) {
      int from = yOffset + row * columns;
      int to = deltaOffset + row * columns;
      float mean = (float) VectorReductions.dot(y, from, delta, to, columns, sums);
      multiplyCentred(mean, y, from, delta, to, columns);
    }
  }

  @Override
  public void logSoftmax(float[] x, int xOffset, float[] y, int yOffset, int rows, int columns) {
    subtractMaxima(x, xOffset, y, yOffset, rows, columns);
    int together = together(rows, columns);
    float[] powers = new float[together * columns];
    double[] sums = new double[ACCUMULATORS];
    for (int first = 0; first < rows; first += together) {
      int count = Math.min(together, rows - first);
      VectorSweeps.exp(y, yOffset + first * columns, powers, 0, count * columns);
      for (int row = 0; row < count; row++) {
        double sum = VectorReductions.sum(powers, row * columns, columns, sums);
        int at = yOffset + (first + row) * columns;
        subtract((float) StrictMath.log(sum), y, at, y, at, columns);
      }
    }
  }

  @Override
  public void logSoftmaxBackward(
      float[] y, int yOffset, float[] delta, int deltaOffset, int rows, int columns) {
    int together = together(rows, columns);
    float[] powers = new float[together * columns];
    double[] sums = new double[ACCUMULATORS];
    for (int first = 0; first < rows; first += together) {
      int count = Math.min(together, rows - first);
      VectorSweeps.exp(y, yOffset + first * columns, powers, 0, count * columns);
      for (int row = 0; row < count; row++) {
        int to = deltaOffset + (first + row) * columns;
        float sum = (float) VectorReductions.sum(delta, to, columns, sums);
        subtractProducts(sum, powers, row * columns, delta, to, columns);
      }
    }
  }

  private static int together(int rows, int columns) {
    return Math.max(1, Math.min(rows, SCRATCH / Math.max(1, columns)));
  }

  private static void subtractMaxima(
      float[] x, int xOffset, float[] y, int yOffset, int rows, int columns) {
    for (int row = 0; row < rows; row++) {
      int from = xOffset + row * columns;
      float max = VectorReductions.max(x, from, columns);
      subtract(max, x, from, y, yOffset + row * columns, columns);
    }
  }

  private static void subtract(float a, float[] x, int xAt, float[] y, int yAt, int length) {
    int whole = SPECIES.loopBound(length);
    FloatVector all = FloatVector.broadcast(SPECIES, a);
    for (int i = 0; i < whole; i += LANES) {
      load(x, xAt + i).sub(all).intoArray(y, yAt + i);
    }
    ScalarSoftmax.subtract(a, x, xAt + whole, y, yAt + whole, length - whole);
  }

  private static void scale(float a, float[] y, int at, int length) {
    int whole = SPECIES.loopBound(length);
    FloatVector all = FloatVector.broadcast(SPECIES, a);
    for (int i = at; i < at + whole; i += LANES) {
      load(y, i).mul(all).intoArray(y, i);
    }
    ScalarSoftmax.scale(a, y, at + whole, length - whole);
  }

  private static void multiplyCentred(
      float mean, float[] y, int yAt, float[] delta, int deltaAt, int length) {
    int whole = SPECIES.loopBound(length);
    FloatVector means = FloatVector.broadcast(SPECIES, mean);
    for (int i = 0; i < whole; i += LANES) {
      FloatVector centred = load(delta, deltaAt + i).sub(means);
      load(y, yAt + i).mul(centred).intoArray(delta, deltaAt + i);
    }
    ScalarSoftmax.multiplyCentred(mean, y, yAt + whole, delta, deltaAt + whole, length - whole);
  }

  private static void subtractProducts(
      float a, float[] x, int xAt, float[] y, int yAt, int length) {
    int whole = SPECIES.loopBound(length);
    FloatVector all = FloatVector.broadcast(SPECIES, a);
    for (int i = 0; i < whole; i += LANES) {
      FloatVector product = load(x, xAt + i).mul(all);
      load(y, yAt + i).sub(product).intoArray(y, yAt + i);
    }
    ScalarSoftmax.subtractProducts(a, x, xAt + whole, y, yAt + whole, length - whole);
  }
}
