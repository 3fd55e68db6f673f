package weir.tensor;

/** A loop over two slices of equal length. */
interface Sweep {
  void run(float[] x, int xOffset, float[] y, int yOffset, int length);
}
