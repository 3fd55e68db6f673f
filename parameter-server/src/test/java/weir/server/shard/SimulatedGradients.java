package weir.server.shard;

import weir.proto.partition.SumTree.Node;

/** Gradients as a pure function of the weights, the virtual worker and the step. */
public final class SimulatedGradients {
  private SimulatedGradients() {}

  /** The sum over the leaves under {@code node}, in tree order. */
  public static float[] sum(Node node, long step, float[] weights) {
    if (node.level() == 0) {
      return leaf(node.index(), step, weights);
    }
    float[] left = sum(left(node), step, weights);
    float[] right = sum(right(node), step, weights);
    for (int i = 0; i < left.length; i++) {
      left[i] += right[i];
    }
    return left;
  }

  /** The sum of loss weights under {@code node}, in tree order. */
  public static double weight(Node node) {
    return node.level() == 0 ? 1 + node.index() / 3.0 : weight(left(node)) + weight(right(node));
  }

  /** The sum of losses under {@code node}, in tree order. */
  public static double loss(Node node) {
    return node.level() == 0 ? 1.0 / (3 + node.index()) : loss(left(node)) + loss(right(node));
  }

  private static Node left(Node node) {
    return new Node(node.level() - 1, 2 * node.index());
  }

  private static Node right(Node node) {
    return new Node(node.level() - 1, 2 * node.index() + 1);
  }

  private static float[] leaf(int leaf, long step, float[] weights) {
    float[] gradient = new float[weights.length];
    long state = 31 * leaf + 1009 * step + 1;
    for (int i = 0; i < gradient.length; i++) {
      state = state * 6364136223846793005L + 1442695040888963407L;
      gradient[i] = (state >> 40) / 1e6f + 0.1f * weights[i];
    }
    return gradient;
  }
}
