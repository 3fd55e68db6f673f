package weir.proto.partition;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;

/**
 * Cuts the flat vector into norm blocks, shards and chunks. Norm blocks have {@link #BLOCK} floats
 * and start anew with every segment, so they depend on the model alone; shards are contiguous
 * ranges of nearly equal size cut on block borders; a chunk is a run of blocks inside one shard and
 * one unit. Blocks of sparse tables, and of tensors whose rows must stay whole, consist of whole
 * rows. Thread-safe (immutable).
 */
public final class RangePartition {
  /** Floats of a norm block. */
  public static final int BLOCK = 1024;

  /** Most floats of a chunk: 256 KiB of payload. */
  public static final int CHUNK = 64 * 1024;

  private final int shards;
  private final int[] firstBlocks;
  private final List<Chunk> chunks;
  private final List<Chunk> learning;
  private final List<List<Chunk>> learningByUnit;
  private final List<List<Chunk>> byShard;
  private final List<List<TablePart>> tableParts;
  private final List<Chunk> denseChunks;
  private final int length;
  private final int denseLength;
  private final int[] tableFloatsBefore;

  /**
   * @param wholeRows of which dense tensors no border cuts a row; their rows have at most {@link
   *     #CHUNK} floats
   * @param frozen which tensors no step moves
   */
  public RangePartition(
      Segments segments, int shards, Predicate<Segment> wholeRows, Predicate<Segment> frozen) {
    if (shards < 1) {
      throw new IllegalArgumentException(
          "shards=" + shards + " (expected: >= 1); set cluster.shards");
    }
    this.shards = shards;
    this.length = segments.length();
    this.denseLength = segments.denseLength();
    this.tableFloatsBefore =
        IntStream.range(0, segments.units()).map(segments::tableFloatsBefore).toArray();
    Cutter cutter = new Cutter(segments, shards, wholeRows, frozen);
    this.chunks = List.copyOf(cutter.chunks);
    this.firstBlocks = cutter.firstBlocks;
    this.learning = chunks.stream().filter(Chunk::learns).toList();
    this.learningByUnit = grouped(learning, segments.units(), Chunk::unit);
    this.byShard = grouped(chunks, shards, Chunk::shard);
    List<TablePart> parts = new ArrayList<>();
    byShard.forEach(list -> parts.addAll(TablePart.of(segments, list)));
    this.tableParts = new ArrayList<>();
    for (int unit = 0; unit < segments.units(); unit++) {
      int of = unit;
      tableParts.add(parts.stream().filter(part -> part.first().unit() == of).toList());
    }
    this.denseChunks =
        chunks.stream().filter(chunk -> segments.table(chunk.unit()) == null).toList();
  }

  private static List<List<Chunk>> grouped(
      List<Chunk> chunks, int groups, ToIntFunction<Chunk> groupOf) {
    List<List<Chunk>> lists = new ArrayList<>();
    for (int group = 0; group < groups; group++) {
      lists.add(new ArrayList<>());
    }
    for (Chunk chunk : chunks) {
      lists.get(groupOf.applyAsInt(chunk)).add(chunk);
    }
    return lists.stream().map(List::copyOf).toList();
  }

  /** Among how many shards; with tiny models some own nothing. */
  public int shards() {
    return shards;
  }

  /** Number of norm blocks of the model. */
  public int blockCount() {
    return firstBlocks[segmentCount()];
  }

  /** Number of tensors of the model. */
  public int segmentCount() {
    return firstBlocks.length - 1;
  }

  /** Number of a tensor's first norm block; of one past the last tensor, how many blocks exist. */
  public int firstBlock(int segment) {
    return firstBlocks[segment];
  }

  /** The tensor that a norm block lies in. */
  public int segmentOfBlock(int block) {
    int found = Arrays.binarySearch(firstBlocks, block);
    return found >= 0 ? found : -found - 2;
  }

  /** Floats of a tensor's norm blocks but its last: as many whole rows as fit, or just as many. */
  public static int blockLength(Segment segment, boolean wholeRows) {
    return segment.sparse() || wholeRows
        ? Math.max(1, BLOCK / segment.rowLength()) * segment.rowLength()
        : BLOCK;
  }

  /** All chunks, ascending by offset; {@code chunks().get(i).index() == i}. */
  public List<Chunk> chunks() {
    return chunks;
  }

  /** The chunks that steps are about, ascending. */
  public List<Chunk> learningChunks() {
    return learning;
  }

  /** Those of one unit, ascending; none where the whole unit is frozen. */
  public List<Chunk> learningChunksOfUnit(int unit) {
    return learningByUnit.get(unit);
  }

  /** The chunks of one shard, ascending. */
  public List<Chunk> chunksOfShard(int shard) {
    return byShard.get(shard);
  }

  /** The parts of a sparse table, ascending; none of a dense unit. */
  public List<TablePart> tableParts(int unit) {
    return tableParts.get(unit);
  }

  /** The chunks that belong to no sparse table, ascending. */
  public List<Chunk> denseChunks() {
    return denseChunks;
  }

  /** Where a dense chunk begins in the vector of dense units alone. */
  public int denseOffset(Chunk chunk) {
    return chunk.offset() - tableFloatsBefore[chunk.unit()];
  }

  /** Floats of the flat vector. */
  public int length() {
    return length;
  }

  /** Floats of all dense units. */
  public int denseLength() {
    return denseLength;
  }

  /** Walks the blocks once and closes a chunk where unit, shard or size say so. */
  private static final class Cutter {
    private final List<Chunk> chunks = new ArrayList<>();
    private final int[] firstBlocks;
    private int block;
    private int start;
    private int firstBlock;
    private int unit;
    private int shard;
    private boolean learns;

    Cutter(Segments segments, int shards, Predicate<Segment> wholeRows, Predicate<Segment> frozen) {
      long total = segments.length();
      firstBlocks = new int[segments.list().size() + 1];
      int segmentIndex = 0;
      for (Segment segment : segments.list()) {
        firstBlocks[segmentIndex++] = block;
        int length = blockLength(segment, wholeRows.test(segment));
        // In long: near 2^31 floats the next offset is none of an int's.
        for (long at = segment.offset(); at < segment.end(); at += length) {
          int offset = (int) at;
          int end = (int) Math.min(at + length, segment.end());
          // The shard that holds the block's middle: monotone in offset, within one block of even.
          int owner = (int) (((long) offset + end) * shards / (2 * total));
          if (segment.unit() != unit || owner != shard || end - start > CHUNK) {
            close(offset);
            unit = segment.unit();
            shard = owner;
          }
          block++;
          learns |= !frozen.test(segment);
        }
      }
      firstBlocks[segmentIndex] = block;
      close(segments.length());
    }

    private void close(int end) {
      if (end > start) {
        chunks.add(
            new Chunk(
                chunks.size(),
                shard,
                unit,
                start,
                end - start,
                firstBlock,
                block - firstBlock,
                learns));
      }
      learns = false;
      start = end;
      firstBlock = block;
    }
  }
}
