package weir.worker.train;

import weir.proto.partition.Segment;
import weir.proto.partition.Segments;
import weir.proto.partition.SumTree;
import weir.tensor.Kernels;
import weir.worker.loss.LossTotals;

/**
 * Adds the gradients of the leaves of one subtree in tree order, as a binary counter adds ones: a
 * subtree of 2^level leaves needs level + 1 flat vectors. The sums of loss and weight go the same
 * way. One thread only.
 */
final class LeafSums {
  private final int[] unitStart;
  private final float[][] kept;
  private final double[] keptLoss;
  private final double[] keptWeight;
  private float[] gradient;

  /**
   * @param length of the vectors: dense units, then the touched rows of sparse tables
   * @param levels level of the highest subtree that is added here
   */
  LeafSums(Segments segments, int length, int levels) {
    unitStart = new int[segments.units() + 1];
    int denseEnd = 0;
    for (Segment segment : segments.list()) {
      denseEnd += segment.sparse() ? 0 : segment.length();
      unitStart[segment.unit() + 1] = denseEnd;
    }
    kept = new float[levels][length];
    keptLoss = new double[levels];
    keptWeight = new double[levels];
    gradient = new float[length];
  }

  /** Where the backward pass of the current leaf writes. */
  float[] gradient() {
    return gradient;
  }

  /** Number of units. */
  int units() {
    return unitStart.length - 1;
  }

  /** Adds the finished leaf to what is kept; a subtree's last leaf goes {@link #finish}. */
  void keep(SumTree.Node node, int leaf, LossTotals totals) {
    double loss = totals.loss();
    double weight = totals.weight();
    int level = 0;
    for (int index = leaf - node.firstLeaf(); (index & 1) == 1; index >>= 1) {
      Kernels.add(kept[level], 0, gradient, 0, gradient.length);
      loss += keptLoss[level];
      weight += keptWeight[level];
      level++;
    }
    float[] free = kept[level];
    kept[level] = gradient;
    keptLoss[level] = loss;
    keptWeight[level] = weight;
    gradient = free;
  }

  /** Where a unit begins in the flat vector; a sparse table takes no room there. */
  int start(int unit) {
    return unitStart[unit];
  }

  /** Turns floats {@code from} to {@code to} of the last leaf's gradient into the subtree's. */
  void finish(SumTree.Node node, int from, int to) {
    for (int level = 0; level < node.level(); level++) {
      Kernels.add(kept[level], from, gradient, from, to - from);
    }
  }

  /** Sum of losses of the subtree whose last leaf has this one. */
  double finishLoss(SumTree.Node node, double lastLeaf) {
    return finish(keptLoss, node, lastLeaf);
  }

  /** Sum of loss weights of the subtree whose last leaf has this one. */
  double finishWeight(SumTree.Node node, double lastLeaf) {
    return finish(keptWeight, node, lastLeaf);
  }

  private static double finish(double[] kept, SumTree.Node node, double lastLeaf) {
    double sum = lastLeaf;
    for (int level = 0; level < node.level(); level++) {
      sum += kept[level];
    }
    return sum;
  }
}
