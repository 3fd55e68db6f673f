package weir.server.shard;

import weir.proto.partition.SumTree;
import weir.proto.spec.TrainingSpec;

/**
 * How many sums of a chunk wait in a shard's own memory at a time, at most, in whatever order
 * contributions come. Half the virtual workers' where each contributes for itself. A worker that
 * has more of them adds up whole subtrees, so that fewer contributions come; but they are no pairs
 * where its share is no subtree, as after a loss, and then nearly all but one may wait.
 *
 * <p>What a worker of the same JVM lends waits where it is, unless it is added to another one: of a
 * worker's subtrees the last is lent, the others are copies. Such workers are never lost one by
 * one.
 */
final class WaitingSums {
  /** Beyond it nobody counts: half the virtual workers' sums are enough for any of them. */
  private static final int MOST_COUNTED = 1024;

  /** Sums below a node: while a part of it is missing, and when it is all there and waits. */
  private record Sums(int open, int whole) {}

  private final SumTree tree;
  private final int workers;
  private final boolean lends;

  private WaitingSums(SumTree tree, int workers, boolean lends) {
    this.tree = tree;
    this.workers = workers;
    this.lends = lends;
  }

  /** With as many workers as the training has, or any fewer where some may be lost. */
  static int most(TrainingSpec training, boolean lends) {
    SumTree tree = new SumTree(training.virtualWorkers());
    if (training.workers() > MOST_COUNTED) {
      return tree.leaves() / 2;
    }
    int most = 0;
    for (int workers = lends ? training.workers() : 1; workers <= training.workers(); workers++) {
      most = Math.max(most, new WaitingSums(tree, workers, lends).below(0, tree.leaves()).open);
    }
    return most;
  }

  private Sums below(int from, int to) {
    int owner = owner(from);
    if (owner == owner(to - 1)) {
      boolean lent = lends && to == tree.firstLeafOf(owner + 1, workers);
      return new Sums(0, lent ? 0 : 1);
    }
    int middle = (from + to) >>> 1;
    Sums left = below(from, middle);
    Sums right = below(middle, to);
    int open =
        Math.max(
            Math.max(left.open, left.whole) + right.open,
            Math.max(right.open, right.whole) + left.open);
    return new Sums(open, 1);
  }

  /** The last worker whose first leaf is not behind this one. */
  private int owner(int leaf) {
    long behind = (leaf + 1L) * workers;
    return (int) ((behind + tree.leaves() - 1) / tree.leaves()) - 1;
  }
}
