package weir.driver.data;

import org.apache.spark.Partitioner;
import weir.driver.data.row.RowBytes;

/** Partitions of equal ranges of block numbers, so that blocks stay in order. */
final class BlockRanges extends Partitioner {
  private static final long serialVersionUID = 1;
  private final long blocks;
  private final int partitions;

  BlockRanges(long blocks, int partitions) {
    this.blocks = blocks;
    this.partitions = (int) Math.min(blocks, partitions);
  }

  @Override
  public int numPartitions() {
    return partitions;
  }

  @Override
  public int getPartition(Object row) {
    return (int) (RowBytes.leafRow((byte[]) row) * (long) partitions / blocks);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof BlockRanges ranges
        && ranges.blocks == blocks
        && ranges.partitions == partitions;
  }

  @Override
  public int hashCode() {
    return Long.hashCode(31 * blocks + partitions);
  }
}
