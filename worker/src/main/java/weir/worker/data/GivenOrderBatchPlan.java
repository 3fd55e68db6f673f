package weir.worker.data;

import weir.proto.spec.EpochPlan;

/**
 * {@code train.order: given}: batch {@code s} of every epoch is the rows of rank {@code
 * s·batchSize} to {@code (s + 1)·batchSize − 1}, where ranks follow the order of the input.
 */
public final class GivenOrderBatchPlan implements BatchPlan {
  private static final long serialVersionUID = 1;

  private final RowRanks ranks;
  private final int batchSize;

  public GivenOrderBatchPlan(RowRanks ranks, int batchSize) {
    this.ranks = ranks;
    this.batchSize = BatchSize.check(batchSize, 1);
  }

  @Override
  public int virtualWorkers() {
    return ranks.virtualWorkers();
  }

  @Override
  public EpochPlan epochs() {
    return EpochPlan.of((ranks.rows() + batchSize - 1) / batchSize);
  }

  @Override
  public int largestShare() {
    long most = Math.min(batchSize, ranks.rows());
    return (int) ((most + ranks.virtualWorkers() - 1) / ranks.virtualWorkers());
  }

  @Override
  public int rows(int leaf, long epoch, long step) {
    return (int) (ranks.firstAtOrAfter(leaf, to(step)) - first(leaf, step));
  }

  private int first(int leaf, long step) {
    return (int) ranks.firstAtOrAfter(leaf, Math.min(step * batchSize, ranks.rows()));
  }

  private long to(long step) {
    return Math.min((step + 1) * batchSize, ranks.rows());
  }

  @Override
  public LeafOrder order(int leaf) {
    return (epoch, step, rows) -> {
      int first = first(leaf, step);
      int count = rows(leaf, epoch, step);
      for (int i = 0; i < count; i++) {
        rows[i] = first + i;
      }
      return count;
    };
  }
}
