package weir.benchmarks;

import weir.tensor.RandomStream;

/**
 * The network 784-512-256-10 with relu, its start weights, and a few batches of 128 rows that every
 * contender trains on in turn. Pure functions of the constants below.
 */
final class Workload {
  static final int[] SIZES = {784, 512, 256, 10};
  static final int LAYERS = SIZES.length - 1;
  static final int BATCH = 128;
  static final int BATCHES = 32;
  static final int CLASSES = SIZES[LAYERS];
  static final float LEARNING_RATE = 0.001f;
  static final float BETA1 = 0.9f;
  static final float BETA2 = 0.999f;
  static final float EPSILON = 1e-8f;

  private static final long SEED = 20;
  private static final float BLANK = 0.8f;

  private Workload() {}

  /** Floats of all weights and biases. */
  static int parameters() {
    return weightOffset(LAYERS);
  }

  /** Where W [out, in] of a layer begins; its bias [out] follows. */
  static int weightOffset(int layer) {
    int offset = 0;
    for (int i = 0; i < layer; i++) {
      offset += SIZES[i + 1] * (SIZES[i] + 1);
    }
    return offset;
  }

  static int biasOffset(int layer) {
    return weightOffset(layer) + SIZES[layer] * SIZES[layer + 1];
  }

  /** Uniform in ±1/√in, weights and biases. */
  static float[] startWeights() {
    float[] weights = new float[parameters()];
    for (int layer = 0; layer < LAYERS; layer++) {
      RandomStream random = new RandomStream(SEED, layer, 0, 0);
      double bound = 1 / Math.sqrt(SIZES[layer]);
      int from = weightOffset(layer);
      for (int i = from; i < weightOffset(layer + 1); i++) {
        weights[i] = (float) ((2 * random.uniformDouble(i) - 1) * bound);
      }
    }
    return weights;
  }

  /** [BATCH, 784] in 0..1, mostly 0 as in images of digits. */
  static float[] rows(int batch) {
    RandomStream random = new RandomStream(SEED, 100, batch, 0);
    float[] rows = new float[BATCH * SIZES[0]];
    for (int i = 0; i < rows.length; i++) {
      float ink = random.uniform(i);
      rows[i] = ink < BLANK ? 0 : (ink - BLANK) / (1 - BLANK);
    }
    return rows;
  }

  static int[] labels(int batch) {
    RandomStream random = new RandomStream(SEED, 101, batch, 0);
    int[] labels = new int[BATCH];
    for (int i = 0; i < BATCH; i++) {
      labels[i] = random.below(i, CLASSES);
    }
    return labels;
  }
}
