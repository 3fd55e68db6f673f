package weir.tensor;

import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Softmax along the rows of [rows, columns], a row's maximum subtracted first, and its derivatives.
 * Sums along a row are in double, element i going to accumulator i mod 16, joined in one fixed tree
 * of neighbours. The same bits cold (interpreted), warm (compiled) and on the scalar twin, on any
 * CPU. Thread-safe: no state. Output may be the input slice.
 */
public final class SoftmaxKernels {
  private static final Supplier<SoftmaxTwin> TWIN =
      Twins.of("softmax", new ScalarSoftmax(), VectorSoftmax::new, exercise());

  private SoftmaxKernels() {}

  /** Each row of y becomes softmax of the row of x: NaN where it has NaN, +∞ or −∞ alone. */
  public static void softmax(
      float[] x, int xOffset, float[] y, int yOffset, int rows, int columns) {
    TWIN.get().softmax(x, xOffset, y, yOffset, rows, columns);
  }

  /**
   * Softmax in place of the scores [steps, steps] of an attention head, whose rows see all columns
   * or, causal, row r its first r + 1; what a row does not see becomes 0. −∞ hides a column too,
   * and a row that sees nothing becomes 0. A row that sees NaN or +∞ becomes NaN.
   */
  public static void attend(float[] scores, int offset, int steps, boolean causal) {
    TWIN.get().attend(scores, offset, steps, causal);
  }

  /** delta = y · (delta − Σ y · delta) from the output y of softmax. */
  public static void softmaxBackward(
      float[] y, int yOffset, float[] delta, int deltaOffset, int rows, int columns) {
    TWIN.get().softmaxBackward(y, yOffset, delta, deltaOffset, rows, columns);
  }

  /** Each row of y becomes log softmax of the row of x. */
  public static void logSoftmax(
      float[] x, int xOffset, float[] y, int yOffset, int rows, int columns) {
    TWIN.get().logSoftmax(x, xOffset, y, yOffset, rows, columns);
  }

  /** delta −= eʸ · Σ delta from the output y of log softmax. */
  public static void logSoftmaxBackward(
      float[] y, int yOffset, float[] delta, int deltaOffset, int rows, int columns) {
    TWIN.get().logSoftmaxBackward(y, yOffset, delta, deltaOffset, rows, columns);
  }

  /** All kernels on rows of whole vectors and on rows that leave some elements over. */
  private static Consumer<SoftmaxTwin> exercise() {
    float[] x = new float[64 * 64];
    float[] y = new float[x.length];
    for (int i = 0; i < x.length; i++) {
      x[i] = i * 31 % 64 * 0.05f;
    }
    return twin -> {
      for (int columns = 64; columns >= 27; columns -= 37) {
        twin.softmax(x, 0, y, 0, 9, columns);
        twin.attend(y, 0, columns, true);
        twin.softmaxBackward(x, 0, y, 0, 9, columns);
        twin.logSoftmax(x, 0, y, 0, 9, columns);
        twin.logSoftmaxBackward(y, 0, y, 0, 9, columns);
      }
    };
  }
}
