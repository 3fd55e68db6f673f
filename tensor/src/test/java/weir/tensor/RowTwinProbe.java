package weir.tensor;

/** Hashes of what the kernels for rows compute, of every remainder of columns. */
final class RowTwinProbe {
  private static final int[] COLUMNS = {1, 3, 7, 15, 16, 17, 31, 33, 128, 1000};
  private static final int ROWS = 6;

  private RowTwinProbe() {}

  static long hash(LayerNormTwin twin) {
    long hash = 17;
    for (boolean awkward : new boolean[] {false, true}) {
      RandomStream random = new RandomStream(1, 2, 3, 7);
      for (int columns : COLUMNS) {
        int length = ROWS * columns;
        float[] weights = values(random, 2 * columns + 3, awkward);
        float[] normalized = new float[length];
        float[] inverses = new float[ROWS];
        float[] y = new float[length];
        float[] x = values(random, length, awkward);
        twin.forward(1e-5, x, normalized, inverses, y, ROWS, columns, weights, 1, columns + 3);
        hash = mix(mix(mix(hash, normalized), inverses), y);
        twin.inputDelta(x, normalized, inverses, y, ROWS, columns, weights, 1);
        hash = mix(hash, y);
        twin.addGradient(x, normalized, ROWS, columns, weights, 1, columns + 3);
        hash = mix(hash, weights);
      }
    }
    return hash;
  }

  static long hash(SoftmaxTwin twin) {
    long hash = 17;
    for (boolean awkward : new boolean[] {false, true}) {
      RandomStream random = new RandomStream(1, 2, 3, 8);
      for (int columns : COLUMNS) {
        int length = ROWS * columns;
        float[] x = values(random, length + 5, awkward);
        float[] y = new float[length + 5];
        twin.softmax(x, 3, y, 2, ROWS, columns);
        hash = mix(hash, y);
        twin.softmaxBackward(y, 2, x, 3, ROWS, columns);
        hash = mix(hash, x);
        twin.logSoftmax(x, 3, y, 1, ROWS, columns);
        hash = mix(hash, y);
        twin.logSoftmaxBackward(y, 1, x, 4, ROWS, columns);
        twin.logSoftmax(x, 4, x, 4, ROWS, columns);
        hash = mix(hash, x);
      }
      for (int steps : new int[] {1, 3, 16, 33}) {
        for (boolean causal : new boolean[] {false, true}) {
          float[] scores = values(random, steps * steps + 2, awkward);
          scores[1] = Float.NEGATIVE_INFINITY;
          twin.attend(scores, 1, steps, causal);
          hash = mix(hash, scores);
        }
      }
    }
    return hash;
  }

  /** Awkward ones turn most sums to NaN or infinity, so that plain ones are needed too. */
  private static float[] values(RandomStream random, int length, boolean awkward) {
    if (awkward) {
      return TwinProbe.values(random, length);
    }
    float[] x = new float[length];
    for (int i = 0; i < length; i++) {
      x[i] = (float) random.gaussian(1000L * length + i) * 3;
    }
    return x;
  }

  private static long mix(long hash, float[] x) {
    return TwinProbe.mix(hash, x);
  }
}
