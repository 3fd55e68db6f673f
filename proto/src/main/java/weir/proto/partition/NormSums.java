package weir.proto.partition;

import java.util.Arrays;

/**
 * The sums of all norm blocks in one phase of a step, and what they come to: added in a binary tree
 * over block numbers, neighbours first, a block that does not exist left out. So the result depends
 * on the model alone, not on shards. One thread at a time.
 */
public final class NormSums {
  private final NormPhase phase;
  private final RangePartition partition;
  private final double[] sums;

  /** All zero. */
  public NormSums(NormPhase phase, RangePartition partition) {
    this.phase = phase;
    this.partition = partition;
    sums = new double[partition.blockCount() * phase.sums()];
  }

  /** What it is about. */
  public NormPhase phase() {
    return phase;
  }

  /** To be filled from {@link #from} with the sums of each chunk, those of a block together. */
  public double[] array() {
    return sums;
  }

  /** Where a chunk's sums begin. */
  public int from(Chunk chunk) {
    return chunk.firstBlock() * phase.sums();
  }

  /** How many sums a chunk has. */
  public int count(Chunk chunk) {
    return chunk.blocks() * phase.sums();
  }

  /** Adds up; the sums of blocks are gone afterwards. */
  public void combine() {
    if (!phase.perSegment()) {
      add(0, partition.blockCount());
      return;
    }
    for (int segment = 0; segment < partition.segmentCount(); segment++) {
      add(partition.firstBlock(segment), partition.firstBlock(segment + 1));
    }
  }

  private void add(int first, int end) {
    int count = phase.sums();
    for (int width = 1; width < end - first; width *= 2) {
      for (int left = first; left + width < end; left += 2 * width) {
        for (int i = 0; i < count; i++) {
          sums[left * count + i] += sums[(left + width) * count + i];
        }
      }
    }
  }

  /** The total over the model; only of a phase that is not by segment, and combined. */
  public double total() {
    return sums[0];
  }

  /**
   * What a chunk needs of the combined sums: the total, or those of each tensor that it touches.
   */
  public double[] of(Chunk chunk) {
    if (!phase.perSegment()) {
      return Arrays.copyOf(sums, phase.sums());
    }
    int first = partition.segmentOfBlock(chunk.firstBlock());
    int last = partition.segmentOfBlock(chunk.firstBlock() + chunk.blocks() - 1);
    double[] needed = new double[(last - first + 1) * phase.sums()];
    for (int segment = first; segment <= last; segment++) {
      int from = partition.firstBlock(segment) * phase.sums();
      System.arraycopy(sums, from, needed, (segment - first) * phase.sums(), phase.sums());
    }
    return needed;
  }

  /** Norm of a gradient sum, given its squares, divided by the sum of loss weights; 0 without. */
  public static double meanNorm(double squares, double weight) {
    return weight == 0 ? 0 : Math.sqrt(squares) / weight;
  }
}
