package weir.tensor;

/** Times a product, a few milliseconds long. */
final class BlasProbe {
  private static final int SIZE = 256;
  private static final int WARM_UP = 3;
  private static final int ROUNDS = 5;

  private BlasProbe() {}

  /** The best of a few rounds, in 10⁹ floating-point operations a second. */
  static double gflops(Blas blas) {
    float[] a = new float[SIZE * SIZE];
    float[] b = new float[SIZE * SIZE];
    float[] c = new float[SIZE * SIZE];
    double best = 0;
    for (int round = -WARM_UP; round < ROUNDS; round++) {
      long start = System.nanoTime();
      blas.sgemm(false, false, SIZE, SIZE, SIZE, 1, a, 0, SIZE, b, 0, SIZE, 0, c, 0, SIZE);
      long nanos = Math.max(1, System.nanoTime() - start);
      best = round < 0 ? 0 : Math.max(best, 2.0 * SIZE * SIZE * SIZE / nanos);
    }
    return best;
  }
}
