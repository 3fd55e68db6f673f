package weir.server.shard;

import weir.proto.spec.AverageSpec;

/**
 * The average of a chunk's weights, one version behind them: while the weights are version t + 1 it
 * is that of version t. The average with the newest version is computed from both where somebody
 * asks for it, so that one array serves two versions, and the sweep of a step, which reads the
 * weights anyway, keeps it. Concurrency: the chunk's thread.
 */
final class WeightAverage {
  private final AverageSpec spec;
  private final float[] average;

  WeightAverage(AverageSpec spec, int length) {
    this.spec = spec;
    this.average = new float[length];
  }

  /** Takes in a range of the weights of {@code version}; once each, before the next one's. */
  void add(long version, float[] weights, int from, int to) {
    mix(version, weights, average, from, to);
  }

  /** The average with the newest version, whose weights were not added yet. */
  float[] newest(long version, float[] weights) {
    float[] mixed = average.clone();
    mix(version, weights, mixed, 0, mixed.length);
    return mixed;
  }

  /** The average with the version before the newest. */
  float[] previous() {
    return average;
  }

  private void mix(long version, float[] weights, float[] mean, int from, int to) {
    float fresh = (float) spec.fresh(version);
    if (fresh == 1) {
      System.arraycopy(weights, from, mean, from, to - from);
      return;
    }
    for (int i = from; i < to; i++) {
      mean[i] += fresh * (weights[i] - mean[i]);
    }
  }
}
