package weir.server.shard;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import weir.proto.partition.SumTree;
import weir.proto.partition.SumTree.Node;

/**
 * The contributions to one step of one part of a sparse table, summed as {@link ContributionTree}
 * sums those of a chunk: siblings when both are there. A contribution comes in pieces and counts
 * when it is whole. Concurrency: the thread that owns the part.
 */
final class RowTree {

  /** Rows with the sums of loss weights and losses under the same node. */
  record Sum(Node node, RowSum rows, double weight, double loss) {}

  /** A contribution of which pieces are missing. */
  private static final class Incoming {
    private final Node node;
    private final RowSum rows;
    private int pieces;

    Incoming(Node node, RowSum rows) {
      this.node = node;
      this.rows = rows;
    }
  }

  private final SumTree tree;
  private final int rowLength;
  private final CountedLeaves counted;
  private final List<Sum> waiting = new ArrayList<>();
  private final List<Incoming> incoming = new ArrayList<>();
  private final Deque<RowSum> free = new ArrayDeque<>();

  RowTree(SumTree tree, int rowLength) {
    this.tree = tree;
    this.rowLength = rowLength;
    this.counted = new CountedLeaves(tree);
  }

  /** Who has contributed. */
  CountedLeaves counted() {
    return counted;
  }

  /**
   * The rows of a node's contribution that came before its piece {@code piece}; null when a piece
   * between them is missing. The first piece starts the contribution anew: it has been sent again.
   */
  RowSum before(Node node, int piece) {
    Incoming found = find(node);
    if (piece == 0) {
      if (found == null) {
        found = new Incoming(node, rent());
        incoming.add(found);
      }
      found.rows.clear();
      found.pieces = 0;
    }
    return found == null || found.pieces++ != piece ? null : found.rows;
  }

  /** Forgets what came of a contribution that is not to be trusted. */
  void discard(Node node) {
    Incoming found = find(node);
    incoming.remove(found);
    free.push(found.rows);
  }

  /** Counts a contribution that is whole; returns the root's sum when it was the last one. */
  Sum add(Node node, double weight, double loss) {
    Incoming whole = find(node);
    incoming.remove(whole);
    counted.add(node);
    Sum sum = new Sum(node, whole.rows, weight, loss);
    for (Sum sibling = take(sum.node); sibling != null; sibling = take(sum.node)) {
      RowSum rows = rent();
      rows.merge(sum.rows, sibling.rows);
      free.push(sum.rows);
      free.push(sibling.rows);
      double weights = sum.weight + sibling.weight;
      sum = new Sum(sum.node.parent(), rows, weights, sum.loss + sibling.loss);
    }
    if (sum.node.equals(tree.root())) {
      return sum;
    }
    waiting.add(sum);
    return null;
  }

  /** The root's sum has been applied. */
  void release(Sum root) {
    free.push(root.rows);
  }

  /** Forgets everything that came so far: the step is done, or starts anew. */
  void clear() {
    waiting.forEach(sum -> free.push(sum.rows));
    incoming.forEach(part -> free.push(part.rows));
    waiting.clear();
    incoming.clear();
    counted.clear();
  }

  private RowSum rent() {
    return free.isEmpty() ? new RowSum(rowLength) : free.pop();
  }

  private Incoming find(Node node) {
    for (Incoming part : incoming) {
      if (part.node.equals(node)) {
        return part;
      }
    }
    return null;
  }

  private Sum take(Node node) {
    for (int i = 0; i < waiting.size(); i++) {
      Node other = waiting.get(i).node;
      if (other.level() == node.level() && other.index() == (node.index() ^ 1)) {
        return waiting.remove(i);
      }
    }
    return null;
  }
}
