package weir.worker.nn.layer;

/**
 * Between PyTorch's layout of a kernel [blocks, depth, cells] and the inner one, [blocks, cells,
 * depth]. One thread only: keeps the inner arrays.
 */
final class KernelLayout {
  private final int depth;
  private final int cells;
  private final float[] weights;
  private final float[] gradient;

  KernelLayout(int length, int depth, int cells) {
    this.depth = depth;
    this.cells = cells;
    weights = new float[length];
    gradient = new float[length];
  }

  /** The weights that were loaded last. */
  float[] weights() {
    return weights;
  }

  /** A gradient in the inner layout, to be filled. */
  float[] gradient() {
    return gradient;
  }

  /** Fills {@link #weights()} from PyTorch's layout at {@code offset}. */
  void load(float[] outer, int offset) {
    if (depth == 1 || cells == 1) {
      System.arraycopy(outer, offset, weights, 0, weights.length);
      return;
    }
    int at = 0;
    for (int block = 0; block < weights.length; block += depth * cells) {
      for (int cell = 0; cell < cells; cell++) {
        for (int i = 0; i < depth; i++) {
          weights[at++] = outer[offset + block + i * cells + cell];
        }
      }
    }
  }

  /** Writes {@link #gradient()}, or adds it, to PyTorch's layout at {@code offset}. */
  void store(float[] outer, int offset, boolean accumulate) {
    int at = 0;
    for (int block = 0; block < gradient.length; block += depth * cells) {
      for (int cell = 0; cell < cells; cell++) {
        for (int i = 0; i < depth; i++) {
          int to = offset + block + i * cells + cell;
          outer[to] = accumulate ? outer[to] + gradient[at] : gradient[at];
          at++;
        }
      }
    }
  }
}
