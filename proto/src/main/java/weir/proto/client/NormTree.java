package weir.proto.client;

/** Combines sums of squares of norm blocks into the norm of the mean gradient. */
final class NormTree {
  private NormTree() {}

  /**
   * The sum in a binary tree over block numbers: it depends on how many blocks the model has and on
   * nothing else. Overwrites {@code sums}.
   */
  static double sum(double[] sums) {
    for (int width = 1; width < sums.length; width *= 2) {
      for (int left = 0; left + width < sums.length; left += 2 * width) {
        sums[left] += sums[left + width];
      }
    }
    return sums[0];
  }

  /**
   * Norm of the gradient sum divided by the sum of loss weights; 0 where nothing has been counted.
   * Overwrites {@code sums}.
   */
  static double meanNorm(double[] sums, double weight) {
    return weight == 0 ? 0 : Math.sqrt(sum(sums)) / weight;
  }
}
