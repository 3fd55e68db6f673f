package weir.driver.data.rank;

import org.apache.spark.Partitioner;
import weir.driver.data.row.RowBytes;

/** Placed records go to partitions by equal ranges of the first number of their place. */
public final class PlaceOwners extends Partitioner {
  private static final long serialVersionUID = 1;
  private final int places;
  private final int partitions;

  /** For places 0 to {@code places − 1}. */
  public PlaceOwners(int places, int partitions) {
    this.places = places;
    this.partitions = partitions;
  }

  @Override
  public int numPartitions() {
    return partitions;
  }

  @Override
  public int getPartition(Object placed) {
    return (int) (RowBytes.virtualWorker((byte[]) placed) * (long) partitions / places);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof PlaceOwners owners
        && owners.places == places
        && owners.partitions == partitions;
  }

  @Override
  public int hashCode() {
    return 31 * places + partitions;
  }
}
