package weir.tensor;

import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Layer normalisation of rows [rows, columns] from offset 0 (Ba, Kiros and Hinton, 2016). Sums
 * along a row are in double, element i going to accumulator i mod 16, joined in one fixed tree of
 * neighbours. The same bits cold (interpreted), warm (compiled) and on the scalar twin, on any CPU.
 * Thread-safe: no state.
 */
public final class LayerNormKernels {
  private static final Supplier<LayerNormTwin> TWIN =
      Twins.of("layer-norm", new ScalarLayerNorm(), VectorLayerNorm::new, exercise());

  private LayerNormKernels() {}

  /**
   * y = x̂ · weight + bias, x̂ = (x − mean) · inverse, inverse = 1 / √(variance + epsilon); the
   * variance is biased and taken about the mean in float.
   *
   * @param normalized gets x̂ [rows, columns]
   * @param inverses gets the inverse deviations [rows]
   * @param weight where in {@code weights} the weight [columns] starts
   * @param bias where in {@code weights} the bias [columns] starts
   */
  public static void forward(
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
    TWIN.get().forward(epsilon, x, normalized, inverses, y, rows, columns, weights, weight, bias);
  }

  /**
   * inputDelta = inverse · (g − mean(g) − x̂ · mean(g · x̂)) with g = delta · weight.
   *
   * @param normalized x̂ of {@link #forward}
   * @param inverses of {@link #forward}
   * @param inputDelta another array than {@code delta}
   */
  public static void inputDelta(
      float[] delta,
      float[] normalized,
      float[] inverses,
      float[] inputDelta,
      int rows,
      int columns,
      float[] weights,
      int weight) {
    TWIN.get().inputDelta(delta, normalized, inverses, inputDelta, rows, columns, weights, weight);
  }

  /**
   * The columns' sums of delta · x̂ and of delta, row by row in order, are added to the gradients
   * of weight and bias.
   */
  public static void addGradient(
      float[] delta,
      float[] normalized,
      int rows,
      int columns,
      float[] gradient,
      int weight,
      int bias) {
    TWIN.get().addGradient(delta, normalized, rows, columns, gradient, weight, bias);
  }

  /** All kernels on rows of whole vectors and on rows that leave some elements over. */
  private static Consumer<LayerNormTwin> exercise() {
    float[] x = new float[9 * 128];
    for (int i = 0; i < x.length; i++) {
      x[i] = i * 31 % 64 - 32;
    }
    float[] normalized = new float[x.length];
    float[] inverses = new float[9];
    float[] y = new float[x.length];
    float[] weights = new float[2 * 128];
    return twin -> {
      for (int columns = 128; columns >= 27; columns -= 101) {
        twin.forward(1e-5, x, normalized, inverses, y, 9, columns, weights, 0, columns);
        twin.inputDelta(x, normalized, inverses, y, 9, columns, weights, 0);
        twin.addGradient(x, normalized, 9, columns, weights, 0, columns);
      }
    };
  }
}
