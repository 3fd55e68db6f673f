package weir.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class SoftmaxKernelsTest {
  private static final int[] COLUMNS = {1, 3, 7, 10, 15, 16, 17, 31, 33, 128, 1000, 1500};
  private static final int ROWS = 5;
  private static final float HIDDEN = Float.NEGATIVE_INFINITY;
  private static final List<SoftmaxTwin> TWINS = List.of(new ScalarSoftmax(), new VectorSoftmax());

  @Test
  void rowsAddUpToOne() {
    for (SoftmaxTwin twin : TWINS) {
      for (int columns : COLUMNS) {
        float[] x = RandomArrays.gaussian(3, 2 + ROWS * columns);
        float[] y = new float[x.length + 1];
        float[] log = x.clone();
        twin.softmax(x, 2, y, 3, ROWS, columns);
        twin.logSoftmax(log, 2, log, 2, ROWS, columns);
        for (int row = 0; row < ROWS; row++) {
          double total = 0;
          double sum = 0;
          for (int i = row * columns; i < (row + 1) * columns; i++) {
            total += StrictMath.exp(x[2 + i]);
            sum += y[3 + i];
          }
          assertThat(sum).isCloseTo(1, within(1e-6));
          for (int i = row * columns; i < (row + 1) * columns; i++) {
            double logarithm = x[2 + i] - StrictMath.log(total);
            assertThat((double) log[2 + i]).isCloseTo(logarithm, within(2e-6));
            double probability = StrictMath.exp(logarithm);
            assertThat((double) y[3 + i])
                .isCloseTo(probability, within(1e-6 * probability + 1e-12));
          }
        }
      }
    }
  }

  @Test
  void survivesLargeLogits() {
    for (SoftmaxTwin twin : TWINS) {
      float[] x = {1000, -1000, 0, -1000, -1000, -1000};
      float[] y = new float[6];
      twin.softmax(x, 0, y, 0, 2, 3);
      assertThat(y).containsExactly(1, 0, 0, 1f / 3, 1f / 3, 1f / 3);
      twin.logSoftmax(x, 0, y, 0, 2, 3);
      float third = (float) -StrictMath.log(3);
      assertThat(y).containsExactly(0, -2000, -1000, third, third, third);
    }
  }

  @Test
  void whatIsNotANumberSpoilsItsRowAlone() {
    for (SoftmaxTwin twin : TWINS) {
      for (float bad : new float[] {Float.NaN, Float.POSITIVE_INFINITY}) {
        for (int at : new int[] {33, 65}) {
          float[] x = RandomArrays.gaussian(4, 3 * 33);
          x[at] = bad;
          float[] y = new float[x.length];
          twin.softmax(x, 0, y, 0, 3, 33);
          float[] log = new float[x.length];
          twin.logSoftmax(x, 0, log, 0, 3, 33);
          for (int i = 0; i < x.length; i++) {
            assertThat(Float.isNaN(y[i])).isEqualTo(i / 33 == 1);
            assertThat(Float.isNaN(log[i])).isEqualTo(i / 33 == 1);
          }
        }
      }
      float[] nothing = {HIDDEN, HIDDEN};
      twin.softmax(nothing, 0, nothing, 0, 1, 2);
      assertThat(nothing[0]).isNaN();
    }
  }

  @Test
  void attentionIsSoftmaxOfWhatARowSees() {
    for (SoftmaxTwin twin : TWINS) {
      for (int steps : new int[] {1, 3, 7, 15, 16, 17, 31, 33, 64}) {
        for (boolean causal : new boolean[] {false, true}) {
          float[] scores = RandomArrays.gaussian(5, steps * steps + 2);
          float[] expected = scores.clone();
          for (int row = 0; row < steps; row++) {
            int seen = causal ? row + 1 : steps;
            twin.softmax(scores, 1 + row * steps, expected, 1 + row * steps, 1, seen);
            for (int key = seen; key < steps; key++) {
              expected[1 + row * steps + key] = 0;
            }
          }
          twin.attend(scores, 1, steps, causal);
          assertThat(scores).isEqualTo(expected);
        }
      }
    }
  }

  @Test
  void hiddenKeysGetNothingAndARowThatSeesNothingIsZero() {
    for (SoftmaxTwin twin : TWINS) {
      float[] scores = {HIDDEN, 9, 9, HIDDEN, 5, 9, HIDDEN, 0, 0};
      twin.attend(scores, 0, 3, true);
      assertThat(scores).containsExactly(0, 0, 0, 0, 1, 0, 0, 0.5f, 0.5f);
      float[] bad = {1, Float.NaN, 0, 1, 0, 1, 0, 0, Float.POSITIVE_INFINITY};
      twin.attend(bad, 0, 3, true);
      assertThat(bad).startsWith(1, 0, 0).endsWith(Float.NaN, Float.NaN, Float.NaN);
    }
  }

  @Test
  void backwardIsItsFormula() {
    for (SoftmaxTwin twin : TWINS) {
      for (int columns : COLUMNS) {
        float[] x = RandomArrays.gaussian(6, ROWS * columns);
        float[] y = new float[2 + x.length];
        float[] log = new float[2 + x.length];
        twin.softmax(x, 0, y, 2, ROWS, columns);
        twin.logSoftmax(x, 0, log, 2, ROWS, columns);
        float[] delta = RandomArrays.gaussian(7, x.length + 1);
        float[] plain = delta.clone();
        float[] logarithmic = delta.clone();
        twin.softmaxBackward(y, 2, plain, 1, ROWS, columns);
        twin.logSoftmaxBackward(log, 2, logarithmic, 1, ROWS, columns);
        for (int row = 0; row < ROWS; row++) {
          double mean = 0;
          double sum = 0;
          for (int i = row * columns; i < (row + 1) * columns; i++) {
            mean += (double) y[2 + i] * delta[1 + i];
            sum += delta[1 + i];
          }
          for (int i = row * columns; i < (row + 1) * columns; i++) {
            double before = delta[1 + i];
            assertThat((double) plain[1 + i]).isCloseTo(y[2 + i] * (before - mean), within(1e-6));
            double after = before - y[2 + i] * sum;
            assertThat((double) logarithmic[1 + i]).isCloseTo(after, within(1e-5));
          }
        }
      }
    }
  }
}
