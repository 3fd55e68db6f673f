package weir.tensor;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * {@link Reductions} in lanes. Every vector of accumulators goes over the whole row on its own, so
 * that 16 of them are the same sums whatever a vector holds; the caller brings the 16. Vectors
 * never pass from method to method: one that the compiler does not inline would allocate them. Nor
 * is there a second width of float vectors: with two, JDK 17's compiler inlined less of Winograd's
 * kernels, and a convolutional network allocated 30 MB of vectors a step.
 */
final class VectorReductions {
  static final int ACCUMULATORS = Reductions.ACCUMULATORS;
  private static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_PREFERRED;
  private static final VectorSpecies<Double> DOUBLES =
      VectorSpecies.of(double.class, FLOATS.vectorShape());
  private static final int STEP = DOUBLES.length();

  private VectorReductions() {}

  /** {@link Reductions#sum} by way of {@code sums} [16]. */
  static double sum(float[] x, int offset, int length, double[] sums) {
    if (!readable(x, offset, length)) {
      return Reductions.sum(x, offset, length);
    }
    int whole = length & -ACCUMULATORS;
    for (int first = 0; first < ACCUMULATORS; first += STEP) {
      DoubleVector sum = DoubleVector.zero(DOUBLES);
      for (int i = first; i < whole; i += ACCUMULATORS) {
        FloatVector wide = FloatVector.fromArray(FLOATS, x, offset + i);
        sum = sum.add(wide.convertShape(VectorOperators.F2D, DOUBLES, 0));
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
    if (!readable(x, xOffset, length) || !readable(y, yOffset, length)) {
      return Reductions.dot(x, xOffset, y, yOffset, length);
    }
    int whole = length & -ACCUMULATORS;
    for (int first = 0; first < ACCUMULATORS; first += STEP) {
      DoubleVector sum = DoubleVector.zero(DOUBLES);
      for (int i = first; i < whole; i += ACCUMULATORS) {
        FloatVector wideX = FloatVector.fromArray(FLOATS, x, xOffset + i);
        FloatVector wideY = FloatVector.fromArray(FLOATS, y, yOffset + i);
        DoubleVector a = (DoubleVector) wideX.convertShape(VectorOperators.F2D, DOUBLES, 0);
        DoubleVector b = (DoubleVector) wideY.convertShape(VectorOperators.F2D, DOUBLES, 0);
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

  /**
   * Half of what is loaded becomes doubles: at an array's end the other half would not be there.
   */
  private static boolean readable(float[] x, int offset, int length) {
    return offset + length + STEP <= x.length;
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
