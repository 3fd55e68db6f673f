package weir.tensor;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** The vector twin: whole vectors along a row, what is left over by {@link ScalarLayerNorm}. */
final class VectorLayerNorm implements LayerNormTwin {
  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
  private static final int LANES = SPECIES.length();
  private static final int ACCUMULATORS = VectorReductions.ACCUMULATORS;

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
    double[] sums = new double[ACCUMULATORS];
    for (int row = 0; row < rows; row++) {
      int at = row * columns;
      float mean = (float) (VectorReductions.sum(x, at, columns, sums) / columns);
      centre(x, normalized, at, columns, mean);
      double squares = VectorReductions.dot(normalized, at, normalized, at, columns, sums);
      inverses[row] = (float) (1 / Math.sqrt(squares / columns + epsilon));
      stretch(normalized, y, at, columns, inverses[row], weights, weight, bias);
    }
  }

  private static void centre(float[] x, float[] y, int at, int columns, float mean) {
    int whole = SPECIES.loopBound(columns);
    FloatVector means = FloatVector.broadcast(SPECIES, mean);
    for (int i = 0; i < whole; i += LANES) {
      FloatVector.fromArray(SPECIES, x, at + i).sub(means).intoArray(y, at + i);
    }
    ScalarLayerNorm.centre(x, y, at + whole, at + columns, mean);
  }

  /** One row from x − mean to x̂ and y. */
  private static void stretch(
      float[] normalized,
      float[] y,
      int at,
      int columns,
      float inverse,
      float[] weights,
      int weight,
      int bias) {
    int whole = SPECIES.loopBound(columns);
    FloatVector inverses = FloatVector.broadcast(SPECIES, inverse);
    for (int i = 0; i < whole; i += LANES) {
      FloatVector value = FloatVector.fromArray(SPECIES, normalized, at + i).mul(inverses);
      value.intoArray(normalized, at + i);
      value
          .mul(FloatVector.fromArray(SPECIES, weights, weight + i))
          .add(FloatVector.fromArray(SPECIES, weights, bias + i))
          .intoArray(y, at + i);
    }
    ScalarLayerNorm.stretch(normalized, y, at, whole, columns, inverse, weights, weight, bias);
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
    double[] sums = new double[ACCUMULATORS];
    for (int row = 0; row < rows; row++) {
      int at = row * columns;
      weigh(delta, inputDelta, at, columns, weights, weight);
      double sum = VectorReductions.sum(inputDelta, at, columns, sums);
      double products = VectorReductions.dot(inputDelta, at, normalized, at, columns, sums);
      float mean = (float) (sum / columns);
      float slope = (float) (products / columns);
      finish(inputDelta, normalized, at, columns, mean, slope, inverses[row]);
    }
  }

  /** g = delta · weight of one row. */
  private static void weigh(
      float[] delta, float[] g, int at, int columns, float[] weights, int weight) {
    int whole = SPECIES.loopBound(columns);
    for (int i = 0; i < whole; i += LANES) {
      FloatVector.fromArray(SPECIES, delta, at + i)
          .mul(FloatVector.fromArray(SPECIES, weights, weight + i))
          .intoArray(g, at + i);
    }
    ScalarLayerNorm.weigh(delta, g, at, whole, columns, weights, weight);
  }

  /** inverse · (g − mean − x̂ · slope) of one row. */
  private static void finish(
      float[] g, float[] normalized, int at, int columns, float mean, float slope, float inverse) {
    int whole = SPECIES.loopBound(columns);
    FloatVector means = FloatVector.broadcast(SPECIES, mean);
    FloatVector slopes = FloatVector.broadcast(SPECIES, slope);
    FloatVector inverses = FloatVector.broadcast(SPECIES, inverse);
    for (int i = at; i < at + whole; i += LANES) {
      FloatVector rest =
          FloatVector.fromArray(SPECIES, g, i)
              .sub(means)
              .sub(FloatVector.fromArray(SPECIES, normalized, i).mul(slopes));
      inverses.mul(rest).intoArray(g, i);
    }
    ScalarLayerNorm.finish(g, normalized, at + whole, at + columns, mean, slope, inverse);
  }

  /** Four rows at once: sums are loaded and stored once for them. */
  @Override
  public void addGradient(
      float[] delta,
      float[] normalized,
      int rows,
      int columns,
      float[] gradient,
      int weight,
      int bias) {
    int whole = SPECIES.loopBound(columns);
    int row = 0;
    for (; row + 4 <= rows; row += 4) {
      four(delta, normalized, row * columns, columns, gradient, weight, bias);
    }
    for (; row < rows; row++) {
      int at = row * columns;
      for (int i = 0; i < whole; i += LANES) {
        FloatVector d = FloatVector.fromArray(SPECIES, delta, at + i);
        FloatVector product = d.mul(FloatVector.fromArray(SPECIES, normalized, at + i));
        FloatVector.fromArray(SPECIES, gradient, weight + i)
            .add(product)
            .intoArray(gradient, weight + i);
        FloatVector.fromArray(SPECIES, gradient, bias + i).add(d).intoArray(gradient, bias + i);
      }
    }
    if (whole < columns) {
      ScalarLayerNorm.addGradient(delta, normalized, rows, whole, columns, gradient, weight, bias);
    }
  }

  private static void four(
      float[] delta,
      float[] normalized,
      int at,
      int columns,
      float[] gradient,
      int weight,
      int bias) {
    int whole = SPECIES.loopBound(columns);
    for (int i = 0; i < whole; i += LANES) {
      int a = at + i;
      int b = a + columns;
      int c = b + columns;
      int d = c + columns;
      FloatVector d0 = FloatVector.fromArray(SPECIES, delta, a);
      FloatVector d1 = FloatVector.fromArray(SPECIES, delta, b);
      FloatVector d2 = FloatVector.fromArray(SPECIES, delta, c);
      FloatVector d3 = FloatVector.fromArray(SPECIES, delta, d);
      FloatVector sum =
          FloatVector.fromArray(SPECIES, gradient, weight + i)
              .add(d0.mul(FloatVector.fromArray(SPECIES, normalized, a)));
      sum =
          sum.add(d1.mul(FloatVector.fromArray(SPECIES, normalized, b)))
              .add(d2.mul(FloatVector.fromArray(SPECIES, normalized, c)));
      sum.add(d3.mul(FloatVector.fromArray(SPECIES, normalized, d)))
          .intoArray(gradient, weight + i);
      FloatVector.fromArray(SPECIES, gradient, bias + i)
          .add(d0)
          .add(d1)
          .add(d2)
          .add(d3)
          .intoArray(gradient, bias + i);
    }
  }
}
