package weir.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class LayerNormKernelsTest {
  private static final int[] COLUMNS = {1, 3, 7, 15, 16, 17, 31, 33, 128, 1000};
  private static final int ROWS = 6;
  private static final double EPSILON = 1e-5;
  private static final List<LayerNormTwin> TWINS =
      List.of(new ScalarLayerNorm(), new VectorLayerNorm());

  @Test
  void normalizesEveryRowAboutItsOwnMean() {
    for (LayerNormTwin twin : TWINS) {
      for (int columns : COLUMNS) {
        Case c = new Case(twin, columns);
        for (int row = 0; row < ROWS; row++) {
          double inverse = c.inverse(row);
          assertThat((double) c.inverses[row]).isCloseTo(inverse, within(1e-5 * inverse));
          for (int i = 0; i < columns; i++) {
            double normalized = (c.x[row * columns + i] - c.mean(row)) * inverse;
            double y = normalized * c.weights[1 + i] + c.weights[2 + columns + i];
            assertThat((double) c.normalized[row * columns + i])
                .isCloseTo(normalized, within(1e-4));
            assertThat((double) c.y[row * columns + i]).isCloseTo(y, within(1e-4));
          }
        }
      }
    }
  }

  @Test
  void inputDeltaIsItsFormula() {
    for (LayerNormTwin twin : TWINS) {
      for (int columns : COLUMNS) {
        Case c = new Case(twin, columns);
        float[] delta = RandomArrays.gaussian(5, ROWS * columns);
        float[] inputDelta = new float[ROWS * columns];
        twin.inputDelta(delta, c.normalized, c.inverses, inputDelta, ROWS, columns, c.weights, 1);
        for (int row = 0; row < ROWS; row++) {
          double mean = 0;
          double slope = 0;
          for (int i = 0; i < columns; i++) {
            double g = (double) delta[row * columns + i] * c.weights[1 + i];
            mean += g / columns;
            slope += g * c.normalized[row * columns + i] / columns;
          }
          for (int i = 0; i < columns; i++) {
            int at = row * columns + i;
            double g = (double) delta[at] * c.weights[1 + i];
            double expected = c.inverses[row] * (g - mean - c.normalized[at] * slope);
            double size = c.inverses[row] * (Math.abs(g) + Math.abs(mean) + Math.abs(slope) + 1);
            assertThat((double) inputDelta[at]).isCloseTo(expected, within(1e-6 * size));
          }
        }
      }
    }
  }

  @Test
  void addsTheColumnsSumsRowByRow() {
    for (LayerNormTwin twin : TWINS) {
      for (int columns : COLUMNS) {
        float[] delta = RandomArrays.gaussian(6, ROWS * columns);
        float[] normalized = RandomArrays.gaussian(7, ROWS * columns);
        float[] gradient = RandomArrays.gaussian(8, 2 * columns + 3);
        float[] expected = gradient.clone();
        for (int at = 0; at < ROWS * columns; at++) {
          expected[1 + at % columns] += delta[at] * normalized[at];
          expected[2 + columns + at % columns] += delta[at];
        }
        twin.addGradient(delta, normalized, ROWS, columns, gradient, 1, 2 + columns);
        assertThat(gradient).isEqualTo(expected);
      }
    }
  }

  @Test
  void aRowWithNanSpoilsNoOther() {
    for (LayerNormTwin twin : TWINS) {
      float[] x = RandomArrays.gaussian(1, 2 * 33);
      x[40] = Float.NaN;
      float[] y = new float[x.length];
      float[] weights = RandomArrays.gaussian(2, 2 * 33);
      twin.forward(EPSILON, x, new float[x.length], new float[2], y, 2, 33, weights, 0, 33);
      for (int i = 0; i < x.length; i++) {
        assertThat(Float.isNaN(y[i])).isEqualTo(i >= 33);
      }
    }
  }

  /** Rows far from zero, normalized by a twin. */
  private static final class Case {
    final int columns;
    final float[] x;
    final float[] weights;
    final float[] normalized;
    final float[] inverses = new float[ROWS];
    final float[] y;

    Case(LayerNormTwin twin, int columns) {
      this.columns = columns;
      x = RandomArrays.gaussian(3, ROWS * columns);
      for (int i = 0; i < x.length; i++) {
        x[i] = 2 * x[i] + i / columns;
      }
      weights = RandomArrays.gaussian(4, 2 * columns + 3);
      normalized = new float[x.length];
      y = new float[x.length];
      twin.forward(EPSILON, x, normalized, inverses, y, ROWS, columns, weights, 1, 2 + columns);
    }

    double mean(int row) {
      double mean = 0;
      for (int i = 0; i < columns; i++) {
        mean += (double) x[row * columns + i] / columns;
      }
      return mean;
    }

    double inverse(int row) {
      double variance = 0;
      for (int i = 0; i < columns; i++) {
        variance += Math.pow(x[row * columns + i] - mean(row), 2) / columns;
      }
      return 1 / Math.sqrt(variance + EPSILON);
    }
  }
}
