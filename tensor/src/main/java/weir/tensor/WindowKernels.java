package weir.tensor;

import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Sliding windows over one sample, channels last. The same bits cold (interpreted), warm (compiled)
 * and on the scalar twin, on any CPU. Thread-safe: no state.
 */
public final class WindowKernels {
  private static final Supplier<WindowTwin> TWIN =
      Twins.of("windows", new ScalarWindows(), VectorWindows::new, exercise());

  private WindowKernels() {}

  /**
   * y [places, channels] = the largest of the cells of each place, NaN if there is one; −∞ where a
   * place has no cell.
   */
  public static void max(
      CellLists lists, float[] x, int xOffset, float[] y, int yOffset, int channels) {
    TWIN.get().max(lists, x, xOffset, y, yOffset, channels);
  }

  /**
   * Adds delta [places, channels] to inputDelta where {@link #max} found y, at the first of equals;
   * where y is NaN, at the first cell.
   *
   * @param xOffset of x and inputDelta
   * @param yOffset of y and delta
   */
  public static void maxBackward(
      CellLists lists,
      float[] x,
      float[] inputDelta,
      int xOffset,
      float[] y,
      float[] delta,
      int yOffset,
      int channels) {
    TWIN.get().maxBackward(lists, x, inputDelta, xOffset, y, delta, yOffset, channels);
  }

  /**
   * y [places, filters] = Σ over taps of plane · weights [taps, filters], by fused products in the
   * order of the taps.
   */
  public static void correlate(
      Taps taps, float[] plane, float[] weights, float[] y, int yOffset, int filters) {
    TWIN.get().correlate(taps, plane, weights, y, yOffset, filters);
  }

  /**
   * gradient [taps, filters] += Σ over places of plane · delta [places, filters], by fused products
   * over even and over odd places, joined at the end.
   */
  public static void addTapGradient(
      Taps taps, float[] plane, float[] delta, int deltaOffset, float[] gradient, int filters) {
    TWIN.get().addTapGradient(taps, plane, delta, deltaOffset, gradient, filters);
  }

  /** All four kernels on a sample of 8 × 8 cells, windows of 2 × 2. */
  private static Consumer<WindowTwin> exercise() {
    int side = 8;
    int channels = 32;
    int places = side * side / 4;
    int[] starts = new int[places + 1];
    int[] cells = new int[4 * places];
    int[] corners = new int[places];
    for (int place = 0; place < places; place++) {
      corners[place] = place / (side / 2) * 2 * side + place % (side / 2) * 2;
      for (int cell = 0; cell < 4; cell++) {
        cells[4 * place + cell] = (corners[place] + cell / 2 * side + cell % 2) * channels;
      }
      starts[place + 1] = 4 * (place + 1);
    }
    CellLists lists = new CellLists(starts, cells);
    Taps taps = new Taps(corners, new int[] {0, 1, side, side + 1});
    float[] x = new float[side * side * channels];
    for (int i = 0; i < x.length; i++) {
      x[i] = i * 31 % 64 - 32;
    }
    float[] inputDelta = new float[x.length];
    float[] weights = new float[4 * channels];
    float[] y = new float[places * channels];
    return twin -> {
      twin.max(lists, x, 0, y, 0, channels);
      twin.maxBackward(lists, x, inputDelta, 0, y, y, 0, channels);
      twin.correlate(taps, x, weights, y, 0, channels);
      twin.addTapGradient(taps, x, y, 0, weights, channels);
    };
  }
}
