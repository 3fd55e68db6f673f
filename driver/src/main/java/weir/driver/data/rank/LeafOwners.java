package weir.driver.data.rank;

import org.apache.spark.Partitioner;
import weir.driver.data.row.RowBytes;
import weir.proto.partition.SumTree;

/** Placed rows go to the worker that owns their virtual worker. */
public final class LeafOwners extends Partitioner {
  private static final long serialVersionUID = 1;
  private final int workers;
  private final int virtualWorkers;
  private final int[] owners;

  /** Owners of {@code virtualWorkers} leaves among {@code workers}. */
  public LeafOwners(int workers, int virtualWorkers) {
    this.workers = workers;
    this.virtualWorkers = virtualWorkers;
    this.owners = new int[virtualWorkers];
    SumTree tree = new SumTree(virtualWorkers);
    for (int worker = 0; worker < workers; worker++) {
      int end = tree.firstLeafOf(worker + 1, workers);
      for (int leaf = tree.firstLeafOf(worker, workers); leaf < end; leaf++) {
        owners[leaf] = worker;
      }
    }
  }

  @Override
  public int numPartitions() {
    return workers;
  }

  @Override
  public int getPartition(Object row) {
    return owners[RowBytes.virtualWorker((byte[]) row)];
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof LeafOwners owned
        && owned.workers == workers
        && owned.virtualWorkers == virtualWorkers;
  }

  @Override
  public int hashCode() {
    return 31 * workers + virtualWorkers;
  }
}
