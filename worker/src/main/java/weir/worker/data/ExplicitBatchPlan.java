package weir.worker.data;

import weir.proto.spec.EpochPlan;

/**
 * Batches that somebody lists: row numbers per step, cut contiguously over the virtual workers. The
 * numbers are positions inside each virtual worker's own rows, so a virtual worker must hold every
 * row that its part of a batch names.
 */
public final class ExplicitBatchPlan implements BatchPlan {
  private static final long serialVersionUID = 1;

  private final int[][] batches;
  private final int virtualWorkers;
  private final int largestShare;

  /**
   * @param batches [steps of an epoch][rows of the batch]
   * @param virtualWorkers V, a power of two
   */
  public ExplicitBatchPlan(int[][] batches, int virtualWorkers) {
    if (batches.length == 0) {
      throw new IllegalArgumentException("batches=[] (expected: at least one)");
    }
    this.virtualWorkers = new RowRanks(0, virtualWorkers).virtualWorkers();
    this.batches = new int[batches.length][];
    int largest = 0;
    for (int step = 0; step < batches.length; step++) {
      this.batches[step] = batches[step].clone();
      largest = Math.max(largest, batches[step].length);
    }
    this.largestShare = (largest + virtualWorkers - 1) / virtualWorkers;
  }

  @Override
  public int virtualWorkers() {
    return virtualWorkers;
  }

  @Override
  public EpochPlan epochs() {
    return EpochPlan.of(batches.length);
  }

  @Override
  public int largestShare() {
    return largestShare;
  }

  @Override
  public int rows(int leaf, long epoch, long step) {
    return from(leaf + 1, step) - from(leaf, step);
  }

  private int from(int leaf, long step) {
    return (int) ((long) batches[(int) step].length * leaf / virtualWorkers);
  }

  @Override
  public LeafOrder order(int leaf) {
    return (epoch, step, rows) -> {
      int count = rows(leaf, epoch, step);
      System.arraycopy(batches[(int) step], from(leaf, step), rows, 0, count);
      return count;
    };
  }
}
