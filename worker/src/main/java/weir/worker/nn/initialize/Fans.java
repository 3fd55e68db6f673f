package weir.worker.nn.initialize;

import weir.tensor.Shape;

/**
 * How many values meet in one output, and how many outputs one value feeds.
 *
 * @param in fan-in
 * @param out fan-out
 */
public record Fans(long in, long out) {

  /**
   * Of a weight [out, in], or [out, in, height, width] where a kernel counts with all its cells.
   */
  public static Fans of(Shape weight) {
    long cells = 1;
    for (int i = 2; i < weight.rank(); i++) {
      cells *= weight.extent(i);
    }
    return new Fans(weight.extent(1) * cells, weight.extent(0) * cells);
  }
}
