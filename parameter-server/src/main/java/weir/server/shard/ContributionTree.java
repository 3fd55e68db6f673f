package weir.server.shard;

import java.util.ArrayList;
import java.util.List;
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
  /** A subtree whose sibling is not there yet. */
  private record Waiting(Node node, Addend sum, double weight, double loss) {}

  private final SumTree tree;
  private final SlotPool.Shelf shelf;

  private final CountedLeaves counted;
  private final List<Waiting> waiting = new ArrayList<>();

  ContributionTree(SumTree tree, SlotPool.Shelf shelf) {
    this.tree = tree;
    this.shelf = shelf;
    this.counted = new CountedLeaves(tree);
  }

  /** Who has contributed. */
  CountedLeaves counted() {
    return counted;
  }

  /** Counts a contribution; returns the root's sum when it was the last one, else null. */
  RootSum add(Node node, Payload floats, double weight, double loss) {
    counted.add(node);
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
    counted.clear();
  }
}
