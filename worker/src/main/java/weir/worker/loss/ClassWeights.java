package weir.worker.loss;

import java.util.Arrays;
import java.util.List;

/** One weight a class or column. */
final class ClassWeights {
  private ClassWeights() {}

  static double[] of(String key, List<Double> given, int width) {
    double[] weights = new double[width];
    Arrays.fill(weights, 1);
    if (!given.isEmpty() && given.size() != width) {
      throw new IllegalArgumentException(
          key + " has " + given.size() + " entries (expected: " + width + ", one per output)");
    }
    for (int i = 0; i < given.size(); i++) {
      weights[i] = given.get(i);
    }
    return weights;
  }
}
