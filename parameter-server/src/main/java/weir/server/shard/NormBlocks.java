package weir.server.shard;

import java.util.Arrays;
import java.util.List;
import weir.proto.partition.Chunk;
import weir.proto.partition.RangePartition;
import weir.proto.partition.Segment;
import weir.proto.spec.TrainingSpec;

/**
 * The norm blocks of a chunk, in floats from the chunk's start: what one sweep takes at a time, so
 * that it stays in the first-level cache. A block lies in one segment and so in one group and under
 * one rule.
 */
final class NormBlocks {
  private final int[] bounds;
  private final int[] groups;
  private final Segment.Rule[] rules;
  private final int[] segments;
  private final int[] rowLengths;

  NormBlocks(Chunk chunk, TrainingSpec training) {
    bounds = new int[chunk.blocks() + 1];
    groups = new int[chunk.blocks()];
    rules = new Segment.Rule[chunk.blocks()];
    this.segments = new int[chunk.blocks()];
    rowLengths = new int[chunk.blocks()];
    List<Segment> list = training.segments().list();
    int first = indexOfSegment(list, chunk.offset());
    int at = first;
    int offset = chunk.offset();
    for (int block = 0; block < groups.length; block++) {
      Segment segment = list.get(at);
      groups[block] = segment.group();
      rules[block] = segment.rule();
      this.segments[block] = at - first;
      boolean bounded = training.update().bounds(segment);
      rowLengths[block] = bounded ? segment.rowLength() : 0;
      offset = Math.min(offset + RangePartition.blockLength(segment, bounded), segment.end());
      bounds[block + 1] = offset - chunk.offset();
      if (offset == segment.end()) {
        at++;
      }
    }
    if (bounds[groups.length] != chunk.length()) {
      throw new IllegalArgumentException(
          chunk + ": blocks end at " + bounds[groups.length] + " (expected: its length)");
    }
  }

  private NormBlocks(int[] bounds, int rowLength, int group) {
    this.bounds = bounds;
    groups = new int[bounds.length - 1];
    Arrays.fill(groups, group);
    rules = new Segment.Rule[groups.length];
    Arrays.fill(rules, Segment.Rule.SPARSE);
    segments = new int[groups.length];
    rowLengths = new int[groups.length];
    Arrays.fill(rowLengths, rowLength);
  }

  /** Rows of a sparse table, each a block; {@code bounded}: so are their norms. */
  static NormBlocks rows(int rows, int rowLength, int group, boolean bounded) {
    int[] ends = new int[rows + 1];
    Arrays.setAll(ends, row -> row * rowLength);
    return new NormBlocks(ends, bounded ? rowLength : 0, group);
  }

  private static int indexOfSegment(List<Segment> list, int offset) {
    int low = 0;
    int high = list.size() - 1;
    while (low < high) {
      int middle = (low + high + 1) >>> 1;
      if (list.get(middle).offset() <= offset) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return low;
  }

  int count() {
    return groups.length;
  }

  /** First float of the block. */
  int from(int block) {
    return bounds[block];
  }

  /** One past the last float of the block. */
  int to(int block) {
    return bounds[block + 1];
  }

  /** The group of the block's segment. */
  int group(int block) {
    return groups[block];
  }

  /** The block's segment, counted from the first that the chunk touches. */
  int segment(int block) {
    return segments[block];
  }

  /** Floats of the rows, whole ones, whose norms are bounded; 0 when they are not. */
  int boundedRow(int block) {
    return rowLengths[block];
  }

  /** True when its contributions are statistics to average, not gradients. */
  boolean averages(int block) {
    return rules[block] == Segment.Rule.AVERAGE;
  }
}
