package weir.server.shard;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import weir.proto.client.ParameterException;
import weir.proto.client.ParameterException.Code;
import weir.proto.codec.Payload;
import weir.proto.partition.SumTree;
import weir.proto.partition.SumTree.Node;

/**
 * The contributions to one step of one chunk. A contribution waits until its sibling is there; the
 * sum is kept as their parent. What came over a wire waits in a slot, what a worker of this JVM
 * lent waits where it is. At most half the workers' contributions wait at a time. Sums of loss
 * weights and losses are added in the same tree, in double.
 */
final class ContributionTree {
  private static final byte MISSING = -1;

  /** A subtree whose sibling is not there yet. */
  private record Waiting(Node node, Addend sum, double weight, double loss) {}

  private final SumTree tree;
  private final SlotPool.Shelf shelf;

  /** The level of the contribution that covers a leaf; a shape by which repeats are known. */
  private final byte[] levelOfLeaf;

  private final List<Waiting> waiting = new ArrayList<>();

  ContributionTree(SumTree tree, SlotPool.Shelf shelf) {
    this.tree = tree;
    this.shelf = shelf;
    this.levelOfLeaf = new byte[tree.leaves()];
    clear();
  }

  /**
   * True when this very contribution has been counted.
   *
   * @throws ParameterException when the node is not part of the tree, or covers leaves that another
   *     node has been counted for
   */
  boolean isCounted(Node node) {
    if (!tree.contains(node)) {
      throw new ParameterException(
          Code.BAD_REQUEST, node + " (expected: within " + tree.leaves() + " virtual workers)");
    }
    byte level = levelOfLeaf[node.firstLeaf()];
    for (int leaf = node.firstLeaf(); leaf < node.endLeaf(); leaf++) {
      byte found = levelOfLeaf[leaf];
      if (found != level || found != MISSING && found != node.level()) {
        throw new ParameterException(
            Code.BAD_REQUEST,
            node
                + " overlaps a contribution that covers virtual worker "
                + leaf
                + " otherwise (expected: the same subtrees in every push of an incarnation)");
      }
    }
    return level != MISSING;
  }

  /** Counts a contribution; returns the root's sum when it was the last one, else null. */
  RootSum add(Node node, Payload floats, double weight, double loss) {
    for (int leaf = node.firstLeaf(); leaf < node.endLeaf(); leaf++) {
      levelOfLeaf[leaf] = (byte) node.level();
    }
    List<Addend> siblings = List.of();
    Node top = node;
    double weights = weight;
    double losses = loss;
    for (Waiting sibling = take(top); sibling != null; sibling = take(top)) {
      siblings = siblings.isEmpty() ? new ArrayList<>(tree.root().level()) : siblings;
      siblings.add(sibling.sum);
      weights += sibling.weight;
      losses += sibling.loss;
      top = top.parent();
    }
    if (top.equals(tree.root())) {
      return new RootSum(floats, siblings, weights, losses);
    }
    waiting.add(new Waiting(top, merged(floats, siblings), weights, losses));
    return null;
  }

  private Waiting take(Node node) {
    for (int i = 0; i < waiting.size(); i++) {
      Node other = waiting.get(i).node;
      if (other.level() == node.level() && other.index() == (node.index() ^ 1)) {
        return waiting.remove(i);
      }
    }
    return null;
  }

  private Addend merged(Payload floats, List<Addend> siblings) {
    if (siblings.isEmpty() && floats instanceof Payload.Lent lent) {
      return Addend.lent(lent);
    }
    float[] sum = shelf.rent();
    floats.read(sum, 0);
    for (Addend sibling : siblings) {
      sibling.addTo(sum, 0, floats.floats());
      sibling.giveBack(shelf);
    }
    return Addend.slot(sum);
  }

  /** The root's sum has been gathered; its slots are free again. */
  void release(RootSum root) {
    for (int i = 0; i < root.waiting().size(); i++) {
      root.waiting().get(i).giveBack(shelf);
    }
  }

  /** Forgets everything counted so far: the step is done, or starts anew. */
  void clear() {
    for (Waiting subtree : waiting) {
      subtree.sum.giveBack(shelf);
    }
    waiting.clear();
    Arrays.fill(levelOfLeaf, MISSING);
  }

  /** Virtual workers nobody has contributed for. */
  List<Integer> missingLeaves() {
    List<Integer> missing = new ArrayList<>();
    for (int leaf = 0; leaf < levelOfLeaf.length; leaf++) {
      if (levelOfLeaf[leaf] == MISSING) {
        missing.add(leaf);
      }
    }
    return missing;
  }
}
