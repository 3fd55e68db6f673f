package weir.worker.data;

import weir.proto.spec.EpochPlan;
import weir.tensor.RandomStream;

/**
 * A fresh permutation inside each virtual worker every epoch. A global batch takes {@code batchSize
 * / V} rows of each virtual worker, the remainder going to the first ones; a virtual worker that
 * has used up its rows sits out the rest of the epoch.
 */
public final class ShuffledBatchPlan implements BatchPlan {
  private static final long serialVersionUID = 1;

  /** The random stream of shuffles: "shuffle" in ASCII, so that no other use shares its numbers. */
  public static final long STREAM = 0x73_68_75_66_66_6c_65L;

  private final RowRanks ranks;
  private final int batchSize;
  private final long seed;
  private final EpochPlan epochs;

  /**
   * @param batchSize rows of a global batch, at least V: with fewer, some rows would never be seen
   */
  public ShuffledBatchPlan(RowRanks ranks, int batchSize, long seed) {
    this.ranks = ranks;
    this.batchSize = BatchSize.check(batchSize, ranks.virtualWorkers());
    this.seed = seed;
    long steps = 0;
    for (int leaf = 0; leaf < ranks.virtualWorkers(); leaf++) {
      int share = share(leaf);
      steps = Math.max(steps, ((long) ranks.rowsOf(leaf) + share - 1) / share);
    }
    this.epochs = EpochPlan.of(steps);
  }

  private int share(int leaf) {
    int v = ranks.virtualWorkers();
    return batchSize / v + (leaf < batchSize % v ? 1 : 0);
  }

  @Override
  public int virtualWorkers() {
    return ranks.virtualWorkers();
  }

  @Override
  public EpochPlan epochs() {
    return epochs;
  }

  @Override
  public int largestShare() {
    int most = 0;
    for (int leaf = 0; leaf < ranks.virtualWorkers(); leaf++) {
      most = Math.max(most, Math.min(share(leaf), ranks.rowsOf(leaf)));
    }
    return most;
  }

  @Override
  public int rows(int leaf, long epoch, long step) {
    long rows = ranks.rowsOf(leaf);
    long share = share(leaf);
    return (int) Math.min(share, rows - Math.min(step * share, rows));
  }

  @Override
  public LeafOrder order(int leaf) {
    return new Order(leaf);
  }

  private final class Order implements LeafOrder {
    private final int leaf;
    private final long share;
    private final int[] permutation;
    private long permuted = -1;

    Order(int leaf) {
      this.leaf = leaf;
      this.share = share(leaf);
      this.permutation = new int[ranks.rowsOf(leaf)];
    }

    @Override
    public int rows(long epoch, long step, int[] rows) {
      if (permuted != epoch) {
        new RandomStream(seed, STREAM, epoch, leaf).permute(permutation);
        permuted = epoch;
      }
      long first = Math.min(step * share, permutation.length);
      int count = ShuffledBatchPlan.this.rows(leaf, epoch, step);
      System.arraycopy(permutation, (int) first, rows, 0, count);
      return count;
    }
  }
}
