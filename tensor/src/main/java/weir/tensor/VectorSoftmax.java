package weir.tensor;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The vector twin: whole vectors along a row, what is left over by {@link ScalarSoftmax}. Powers
 * are computed over many rows at a time: one with ten columns is shorter than a vector.
 *
 * <p>A kernel is a few passes over its rows. C2 of JDK 17 allocates vectors in a method that grows
 * too large, so passes are called from one place alone, {@link #pass}: it sees too many of them to
 * inline any.
 */
final class VectorSoftmax implements SoftmaxTwin {
  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
  private static final int LANES = SPECIES.length();
  private static final int SCRATCH = 1024;

  /** Changes the rows of y, by those of x or on their own. */
  private interface RowPass {
    void run(float[] x, int xOffset, float[] y, int yOffset, int rows, int columns);
  }

  private static final RowPass MAXIMA = VectorSoftmax::subtractMaxima;
  private static final RowPass POWERS =
      (x, xAt, y, yAt, rows, columns) -> VectorSweeps.exp(x, xAt, y, yAt, rows * columns);

  // Attention calls for every head: an array a call would be most of what a step allocates.
  private final ThreadLocal<double[]> accumulators =
      ThreadLocal.withInitial(() -> new double[VectorReductions.ACCUMULATORS]);

  private final RowPass sums =
      (x, xAt, y, yAt, rows, columns) -> divide(y, yAt, rows, columns, ScalarSoftmax.UNDEFINED);
  private final RowPass shares =
      (x, xAt, y, yAt, rows, columns) -> divide(y, yAt, rows, columns, 0);
  private final RowPass centres = this::multiplyCentred;
  private final RowPass logarithms = this::subtractLogarithms;
  private final RowPass products = this::subtractProducts;

  private static void pass(
      RowPass pass, float[] x, int xAt, float[] y, int yAt, int rows, int columns) {
    pass.run(x, xAt, y, yAt, rows, columns);
  }

  @Override
  public void softmax(float[] x, int xOffset, float[] y, int yOffset, int rows, int columns) {
    pass(MAXIMA, x, xOffset, y, yOffset, rows, columns);
    pass(POWERS, y, yOffset, y, yOffset, rows, columns);
    pass(sums, y, yOffset, y, yOffset, rows, columns);
  }

  @Override
  public void attend(float[] scores, int offset, int steps, boolean causal) {
    for (int row = 0; causal && row < steps; row++) {
      // Whole rows: what is seen alone would mostly leave elements over.
      int at = offset + row * steps;
      Arrays.fill(scores, at + row + 1, at + steps, Float.NEGATIVE_INFINITY);
    }
    pass(MAXIMA, scores, offset, scores, offset, steps, steps);
    pass(POWERS, scores, offset, scores, offset, steps, steps);
    pass(shares, scores, offset, scores, offset, steps, steps);
  }

  @Override
  public void softmaxBackward(
      float[] y, int yOffset, float[] delta, int deltaOffset, int rows, int columns) {
    pass(centres, y, yOffset, delta, deltaOffset, rows, columns);
  }

  @Override
  public void logSoftmax(float[] x, int xOffset, float[] y, int yOffset, int rows, int columns) {
    pass(MAXIMA, x, xOffset, y, yOffset, rows, columns);
    overPowers(logarithms, y, yOffset, y, yOffset, rows, columns);
  }

  @Override
  public void logSoftmaxBackward(
      float[] y, int yOffset, float[] delta, int deltaOffset, int rows, int columns) {
    overPowers(products, y, yOffset, delta, deltaOffset, rows, columns);
  }

  /** The pass over y by the powers of the rows of x. */
  private static void overPowers(
      RowPass pass, float[] x, int xOffset, float[] y, int yOffset, int rows, int columns) {
    int together = Math.max(1, Math.min(rows, SCRATCH / Math.max(1, columns)));
    float[] powers = new float[together * columns];
    for (int first = 0; first < rows; first += together) {
      int count = Math.min(together, rows - first);
      pass(POWERS, x, xOffset + first * columns, powers, 0, count, columns);
      pass(pass, powers, 0, y, yOffset + first * columns, count, columns);
    }
  }

  private static void subtractMaxima(
      float[] x, int xOffset, float[] y, int yOffset, int rows, int columns) {
    for (int row = 0; row < rows; row++) {
      int from = xOffset + row * columns;
      float shift = ScalarSoftmax.shift(VectorReductions.max(x, from, columns));
      subtract(shift, x, from, y, yOffset + row * columns, columns);
    }
  }

  private void divide(float[] y, int offset, int rows, int columns, float shareOfNothing) {
    double[] scratch = accumulators.get();
    for (int row = 0; row < rows; row++) {
      int at = offset + row * columns;
      double sum = VectorReductions.sum(y, at, columns, scratch);
      scale(ScalarSoftmax.share(sum, shareOfNothing), y, at, columns);
    }
  }

  private void subtractLogarithms(
      float[] powers, int powersOffset, float[] y, int yOffset, int rows, int columns) {
    double[] scratch = accumulators.get();
    for (int row = 0; row < rows; row++) {
      double sum = VectorReductions.sum(powers, powersOffset + row * columns, columns, scratch);
      int at = yOffset + row * columns;
      subtract((float) StrictMath.log(sum), y, at, y, at, columns);
    }
  }

  private static void subtract(float a, float[] x, int xAt, float[] y, int yAt, int length) {
    int whole = SPECIES.loopBound(length);
    FloatVector all = FloatVector.broadcast(SPECIES, a);
    for (int i = 0; i < whole; i += LANES) {
      FloatVector.fromArray(SPECIES, x, xAt + i).sub(all).intoArray(y, yAt + i);
    }
    ScalarSoftmax.subtract(a, x, xAt + whole, y, yAt + whole, length - whole);
  }

  private static void scale(float a, float[] y, int at, int length) {
    int whole = SPECIES.loopBound(length);
    FloatVector all = FloatVector.broadcast(SPECIES, a);
    for (int i = at; i < at + whole; i += LANES) {
      FloatVector.fromArray(SPECIES, y, i).mul(all).intoArray(y, i);
    }
    ScalarSoftmax.scale(a, y, at + whole, length - whole);
  }

  private void multiplyCentred(
      float[] y, int yOffset, float[] delta, int deltaOffset, int rows, int columns) {
    double[] scratch = accumulators.get();
    int whole = SPECIES.loopBound(columns);
    for (int row = 0; row < rows; row++) {
      int from = yOffset + row * columns;
      int to = deltaOffset + row * columns;
      float mean = (float) VectorReductions.dot(y, from, delta, to, columns, scratch);
      FloatVector means = FloatVector.broadcast(SPECIES, mean);
      for (int i = 0; i < whole; i += LANES) {
        FloatVector centred = FloatVector.fromArray(SPECIES, delta, to + i).sub(means);
        FloatVector.fromArray(SPECIES, y, from + i).mul(centred).intoArray(delta, to + i);
      }
      int rest = columns - whole;
      ScalarSoftmax.multiplyCentred(mean, y, from + whole, delta, to + whole, rest);
    }
  }

  private void subtractProducts(
      float[] powers, int powersOffset, float[] delta, int deltaOffset, int rows, int columns) {
    double[] scratch = accumulators.get();
    int whole = SPECIES.loopBound(columns);
    for (int row = 0; row < rows; row++) {
      int from = powersOffset + row * columns;
      int to = deltaOffset + row * columns;
      float sum = (float) VectorReductions.sum(delta, to, columns, scratch);
      FloatVector sums = FloatVector.broadcast(SPECIES, sum);
      for (int i = 0; i < whole; i += LANES) {
        FloatVector product = FloatVector.fromArray(SPECIES, powers, from + i).mul(sums);
        FloatVector.fromArray(SPECIES, delta, to + i).sub(product).intoArray(delta, to + i);
      }
      int rest = columns - whole;
      ScalarSoftmax.subtractProducts(sum, powers, from + whole, delta, to + whole, rest);
    }
  }
}
