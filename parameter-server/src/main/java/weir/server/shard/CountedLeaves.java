package weir.server.shard;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import weir.proto.client.ParameterException;
import weir.proto.client.ParameterException.Code;
import weir.proto.partition.SumTree;
import weir.proto.partition.SumTree.Node;

/**
 * Which virtual workers' contributions to a step have come, and in which subtrees: how repeats are
 * known. Concurrency: the thread that owns the part.
 */
final class CountedLeaves {
  private static final byte MISSING = -1;

  private final SumTree tree;

  /** The level of the contribution that covers a leaf; a shape by which repeats are known. */
  private final byte[] levelOfLeaf;

  CountedLeaves(SumTree tree) {
    this.tree = tree;
    this.levelOfLeaf = new byte[tree.leaves()];
    clear();
  }

  /**
   * True when this very contribution has been counted.
   *
   * @throws ParameterException when the node is not part of the tree, or covers leaves that another
   *     node has been counted for
   */
  boolean contains(Node node) {
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

  /** Counts a contribution. */
  void add(Node node) {
    Arrays.fill(levelOfLeaf, node.firstLeaf(), node.endLeaf(), (byte) node.level());
  }

  /** Forgets everything counted so far: the step is done, or starts anew. */
  void clear() {
    Arrays.fill(levelOfLeaf, MISSING);
  }

  /** Virtual workers nobody has contributed for. */
  List<Integer> missing() {
    List<Integer> missing = new ArrayList<>();
    for (int leaf = 0; leaf < levelOfLeaf.length; leaf++) {
      if (levelOfLeaf[leaf] == MISSING) {
        missing.add(leaf);
      }
    }
    return missing;
  }
}
