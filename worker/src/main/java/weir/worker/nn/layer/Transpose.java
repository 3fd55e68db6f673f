package weir.worker.nn.layer;

/** Turns small matrices that lie one after another. */
final class Transpose {
  private Transpose() {}

  /** Each block [height, width] of x becomes [width, height] in y, {@code length} floats in all. */
  static void blocks(float[] x, float[] y, int length, int height, int width) {
    for (int start = 0; start < length; start += height * width) {
      for (int i = 0; i < height; i++) {
        for (int j = 0; j < width; j++) {
          y[start + j * height + i] = x[start + i * width + j];
        }
      }
    }
  }
}
