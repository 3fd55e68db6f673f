package weir.driver.data.rank;

import org.apache.spark.Partitioner;
import weir.driver.data.fit.BucketTree;
import weir.driver.data.row.RowBytes;

/** Partitions of equal ranges of the hash. Every partition holds whole buckets of statistics. */
public final class HashRanges extends Partitioner {
  private static final long serialVersionUID = 1;
  private final int bits;

  private HashRanges(int bits) {
    this.bits = bits;
  }

  /** At least {@code partitions}, rounded up to a power of two, at most one a bucket. */
  public static HashRanges atLeast(int partitions) {
    int bounded = Math.max(1, Math.min(partitions, BucketTree.BUCKETS));
    return new HashRanges(Integer.SIZE - Integer.numberOfLeadingZeros(bounded - 1));
  }

  @Override
  public int numPartitions() {
    return 1 << bits;
  }

  @Override
  public int getPartition(Object row) {
    return bits == 0 ? 0 : (int) (RowBytes.hash((byte[]) row) >>> (Long.SIZE - bits));
  }

  /** One partition has {@code 2^level} buckets. */
  public int level() {
    return Integer.numberOfTrailingZeros(BucketTree.BUCKETS) - bits;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof HashRanges ranges && ranges.bits == bits;
  }

  @Override
  public int hashCode() {
    return bits;
  }
}
