package weir.worker.data;

import weir.worker.augment.Augmenter;

/**
 * Hands out the micro-batches of the owned virtual workers, in order, gathered into one reused
 * {@link Batch}, where images are augmented. Allocates nothing per step, apart from room for more
 * stored values of sparse rows. One thread only.
 *
 * <pre>{@code
 * batcher.begin(leaf, epoch, step);
 * while (batcher.next()) {
 *   … batcher.batch() …
 * }
 * }</pre>
 */
public final class Batcher {
  private final PartitionStore store;
  private final BatchPlan.LeafOrder[] orders;
  private final int microBatchRows;
  private final int[] positions;
  private final Batch batch;
  private final Augmenter augmenter;
  private final int virtualWorkers;
  private LeafRows rows;
  private int leaf;
  private int count;
  private int next;

  /**
   * @param accumulate in how many micro-batches the largest share of a virtual worker is cut; the
   *     cut is the same for all virtual workers and on any cluster
   * @param augmenter changes the rows of a batch; null: they stay as they are
   */
  public Batcher(PartitionStore store, BatchPlan plan, int accumulate, Augmenter augmenter) {
    if (accumulate < 1) {
      throw new IllegalArgumentException(
          "accumulate=" + accumulate + " (expected: > 0); set train.accumulate");
    }
    this.store = store;
    this.orders = new BatchPlan.LeafOrder[store.endLeaf() - store.firstLeaf()];
    for (int i = 0; i < orders.length; i++) {
      orders[i] = plan.order(store.firstLeaf() + i);
    }
    this.microBatchRows = microBatchRows(plan, accumulate);
    this.positions = new int[plan.largestShare()];
    this.batch = store.layout().batch(microBatchRows);
    this.augmenter = augmenter;
    this.virtualWorkers = plan.virtualWorkers();
  }

  /** Most rows of a micro-batch, of any virtual worker. */
  public static int microBatchRows(BatchPlan plan, int accumulate) {
    return (int) Math.max(1, ((long) plan.largestShare() + accumulate - 1) / accumulate);
  }

  /** Turns to the batch of one owned virtual worker; returns its number of rows. */
  public int begin(int owned, long epoch, long step) {
    leaf = owned;
    rows = store.leaf(leaf);
    count = orders[leaf - store.firstLeaf()].rows(epoch, step, positions);
    next = 0;
    if (augmenter != null) {
      augmenter.begin(epoch);
    }
    return count;
  }

  /** Gathers the next micro-batch; false when there is none. */
  public boolean next() {
    if (next == count) {
      return false;
    }
    int size = Math.min(microBatchRows, count - next);
    rows.gather(positions, next, size, batch);
    if (augmenter != null) {
      augment(size);
    }
    next += size;
    return true;
  }

  private void augment(int size) {
    for (int i = 0; i < size; i++) {
      long rank = (long) positions[next + i] * virtualWorkers + leaf;
      augmenter.augment(rank, batch.values(), i * batch.width());
    }
  }

  /** True when the micro-batch gathered last is the last one of the virtual worker's batch. */
  public boolean last() {
    return next == count;
  }

  /** The micro-batch gathered last. */
  public Batch batch() {
    return batch;
  }
}
