package weir.proto.partition;

import java.util.ArrayList;
import java.util.List;

/**
 * The one association in which contributions are added: a full binary tree over {@code leaves}
 * virtual workers. For a pair the order does not matter (a + b = b + a), so whoever holds both
 * children may add them; nothing is ever added in order of arrival. Thread-safe (immutable).
 *
 * @param leaves a power of two
 */
public record SumTree(int leaves) {
  public SumTree {
    if (leaves < 1 || Integer.bitCount(leaves) != 1) {
      throw new IllegalArgumentException("leaves=" + leaves + " (expected: a power of two)");
    }
  }

  /**
   * A subtree: the leaves {@code index·2^level} to {@code (index + 1)·2^level − 1}.
   *
   * @param level 0 for a leaf
   */
  public record Node(int level, int index) {
    public Node {
      if (level < 0 || level > 30 || index < 0) {
        throw new IllegalArgumentException(
            "node level=" + level + " index=" + index + " (expected: 0..30, >= 0)");
      }
    }

    /** The node one level up that holds this one and its sibling. */
    public Node parent() {
      return new Node(level + 1, index >> 1);
    }

    /** The other child of the parent. */
    public Node sibling() {
      return new Node(level, index ^ 1);
    }

    /** First leaf under this node. */
    public int firstLeaf() {
      return index << level;
    }

    /** One past the last leaf under this node. */
    public int endLeaf() {
      return (index + 1) << level;
    }
  }

  /** The node of all leaves. */
  public Node root() {
    return new Node(Integer.numberOfTrailingZeros(leaves), 0);
  }

  /** True when {@code node} is part of this tree. */
  public boolean contains(Node node) {
    return node.level() <= root().level() && (long) (node.index() + 1) << node.level() <= leaves;
  }

  /**
   * The fewest nodes that cover exactly the leaves {@code from} (included) to {@code to}
   * (excluded).
   */
  public List<Node> cover(int from, int to) {
    if (from < 0 || to > leaves || from > to) {
      throw new IllegalArgumentException(
          "leaves " + from + ".." + to + " (expected: within 0.." + leaves + ")");
    }
    List<Node> nodes = new ArrayList<>();
    int leaf = from;
    while (leaf < to) {
      int level = leaf == 0 ? 30 : Integer.numberOfTrailingZeros(leaf);
      while ((long) leaf + (1L << level) > to) {
        level--;
      }
      nodes.add(new Node(level, leaf >> level));
      leaf += 1 << level;
    }
    return nodes;
  }

  /**
   * First leaf of worker {@code worker} of {@code workers}; its last is before that of the next
   * worker.
   */
  public int firstLeafOf(int worker, int workers) {
    return (int) ((long) worker * leaves / workers);
  }
}
