package weir.tensor;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/**
 * {@link Reductions} in lanes. Every vector of accumulators goes over the whole row on its own, so
 * that 16 of them are the same sums whatever a vector holds; the caller brings the 16.
 */
final class VectorReductions {
  static final int ACCUMULATORS = Reductions.ACCUMULATORS;
  private static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_PREFERRED;
  private static final VectorSpecies<Double> DOUBLES =
      VectorSpecies.of(double.class, FLOATS.vectorShape());
  // As many floats as a vector holds doubles.
  private static final VectorSpecies<Float> NARROW =
      VectorSpecies.of(float.class, VectorShape.forBitSize(FLOATS.vectorBitSize() / 2));

  private static final int STEP = DOUBLES.length();

  private VectorReductions() {}

  private static DoubleVector load(float[] x, int at) {
    FloatVector narrow = FloatVector.fromArray(NARROW, x, at);
    return (DoubleVector) narrow.convertShape(VectorOperators.F2D, DOUBLES, 0);
  }

  /** {@link Reductions#sum} by way of {@code sums} [16]. */
  static double sum(float[] x, int offset, int length, double[] sums) {
    int whole = length & -ACCUMULATORS;
    for (int first = 0; first < ACCUMULATORS; first += STEP) {
      DoubleVector sum = DoubleVector.zero(DOUBLES);
      for (int i = first; i < whole; i += ACCUMULATORS) {
        sum = sum.add(load(x, offset + i));
      }
      sum.intoArray(sums, first);
    }
    for (int i = whole; i < length; i++) {
      sums[i - whole] += x[offset + i];
    }
    return Reductions.tree(sums, 0);
  }

  /** {@link Reductions#dot} by way of {@code sums} [16]. */
  static double dot(float[] x, int xOffset, float[] y, int yOffset, int length, double[] sums) {
    int whole = length & -ACCUMULATORS;
    for (int first = 0; first < ACCUMULATORS; first += STEP) {
      DoubleVector sum = DoubleVector.zero(DOUBLES);
      for (int i = first; i < whole; i += ACCUMULATORS) {
        DoubleVector a = load(x, xOffset + i);
        DoubleVector b = load(y, yOffset + i);
        // A product of floats is exact in double, fused or not.
        sum = a.fma(b, sum);
      }
      sum.intoArray(sums, first);
    }
    for (int i = whole; i < length; i++) {
      sums[i - whole] += (double) x[xOffset + i] * y[yOffset + i];
    }
    return Reductions.tree(sums, 0);
  }

  /** {@link Reductions#max}: the order does not matter to the largest of floats, nor to NaN. */
  static float max(float[] x, int offset, int length) {
    int whole = FLOATS.loopBound(length);
    float max = Float.NEGATIVE_INFINITY;
    if (whole > 0) {
      FloatVector largest = FloatVector.fromArray(FLOATS, x, offset);
      for (int i = FLOATS.length(); i < whole; i += FLOATS.length()) {
        largest = largest.max(FloatVector.fromArray(FLOATS, x, offset + i));
      }
      max = largest.reduceLanes(VectorOperators.MAX);
    }
    return Math.max(max, Reductions.max(x, offset + whole, length - whole));
  }
}
