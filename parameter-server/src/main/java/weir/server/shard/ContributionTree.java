package weir.server.shard;

import io.netty.buffer.ByteBuf;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import weir.proto.client.ParameterException;
import weir.proto.client.ParameterException.Code;
import weir.proto.codec.FloatPayload;
import weir.proto.partition.SumTree;
import weir.proto.partition.SumTree.Node;

/**
 * The contributions to one step of one chunk. A contribution is kept in a slot until its sibling is
 * there; the sibling is added straight from the network buffer and the sum is kept as their parent.
 * At most half the workers' contributions wait at a time. Sums of loss weights and losses are added
 * in the same tree, in double.
 */
final class ContributionTree {
  private static final byte MISSING = -1;

  /** A subtree whose sibling is not there yet. */
  private record Waiting(Node node, float[] slot, double weight, double loss) {}

  private final SumTree tree;
  private final SlotPool.Shelf shelf;
  private final float[] scratch;
  private final NormBlocks blocks;

  /** The level of the contribution that covers a leaf; a shape by which repeats are known. */
  private final byte[] levelOfLeaf;

  private final List<Waiting> waiting = new ArrayList<>();

  /**
   * @param scratch at least as many floats as the chunk has, shared by the chunks of a thread
   */
  ContributionTree(SumTree tree, NormBlocks blocks, SlotPool pool, float[] scratch) {
    this.tree = tree;
    this.blocks = blocks;
    this.scratch = scratch;
    this.shelf = pool.shelf(blocks.to(blocks.count() - 1));
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
  RootSum add(Node node, ByteBuf floats, double weight, double loss) {
    for (int leaf = node.firstLeaf(); leaf < node.endLeaf(); leaf++) {
      levelOfLeaf[leaf] = (byte) node.level();
    }
    List<float[]> slots = new ArrayList<>();
    Node top = node;
    double weights = weight;
    double losses = loss;
    for (Waiting sibling = take(top); sibling != null; sibling = take(top)) {
      slots.add(sibling.slot);
      weights += sibling.weight;
      losses += sibling.loss;
      top = top.parent();
    }
    if (top.equals(tree.root())) {
      return new RootSum(floats, slots, weights, losses);
    }
    waiting.add(new Waiting(top, merged(floats, slots), weights, losses));
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

  private float[] merged(ByteBuf floats, List<float[]> slots) {
    if (slots.isEmpty()) {
      float[] slot = shelf.rent();
      FloatPayload.read(floats, slot, 0);
      return slot;
    }
    float[] sum = slots.get(0);
    FloatPayload.read(floats, scratch, 0);
    for (int block = 0; block < blocks.count(); block++) {
      Gradients.add(sum, scratch, blocks.from(block), blocks.to(block));
      for (int i = 1; i < slots.size(); i++) {
        Gradients.add(sum, slots.get(i), blocks.from(block), blocks.to(block));
      }
    }
    for (int i = 1; i < slots.size(); i++) {
      shelf.giveBack(slots.get(i));
    }
    return sum;
  }

  /** The root's sum has been gathered; its slots are free again. */
  void release(RootSum root) {
    root.waiting().forEach(shelf::giveBack);
  }

  /** Forgets everything counted so far: the step is done, or starts anew. */
  void clear() {
    for (Waiting subtree : waiting) {
      shelf.giveBack(subtree.slot);
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
