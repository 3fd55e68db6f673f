package weir.proto.partition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RangePartitionTest {

  @Property(tries = 200)
  void chunksTileTheVectorInsideOneUnitAndOneShard(
      @ForAll("models") Segments segments, @ForAll @IntRange(min = 1, max = 9) int shards) {
    RangePartition partition =
        new RangePartition(segments, shards, segment -> false, segment -> false);
    int next = 0;
    int block = 0;
    int shard = 0;
    for (Chunk chunk : partition.chunks()) {
      assertThat(chunk.index()).isEqualTo(partition.chunks().indexOf(chunk));
      assertThat(chunk.offset()).isEqualTo(next);
      assertThat(chunk.length()).isBetween(1, RangePartition.CHUNK);
      assertThat(chunk.firstBlock()).isEqualTo(block);
      assertThat(chunk.shard()).isBetween(shard, shards - 1);
      for (Segment segment : segments.list()) {
        boolean overlaps = segment.offset() < chunk.end() && chunk.offset() < segment.end();
        assertThat(overlaps && segment.unit() != chunk.unit()).isFalse();
      }
      next = chunk.end();
      block += chunk.blocks();
      shard = chunk.shard();
    }
    assertThat(next).isEqualTo(segments.length());
    assertThat(block).isEqualTo(partition.blockCount());
  }

  /** No array of this length is made: only its 2^21 norm blocks are counted. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void theLongestVectorIsCutToItsEnd(boolean wholeRows) {
    int length = Integer.MAX_VALUE - 8;
    int rowLength = 7; // 2^31 - 9 is no multiple of 1024, nor of its 146 rows
    assertThat(length % rowLength).isZero();
    Segment all = new Segment("all", 0, length, rowLength, 2, 0, 0, Segment.Rule.OPTIMIZE);
    RangePartition partition =
        new RangePartition(new Segments(List.of(all)), 3, each -> wholeRows, each -> false);
    long next = 0;
    for (Chunk chunk : partition.chunks()) {
      assertThat(chunk.offset()).isEqualTo((int) next);
      next += chunk.length();
    }
    int blockLength = RangePartition.blockLength(all, wholeRows);
    assertThat(next).isEqualTo(length);
    assertThat(partition.blockCount()).isEqualTo((length - 1) / blockLength + 1);
    assertThat(partition.chunksOfShard(2)).isNotEmpty();
  }

  @Property(tries = 200)
  void groupsHoldEveryChunkOnce(
      @ForAll("models") Segments segments, @ForAll @IntRange(min = 1, max = 9) int shards) {
    RangePartition partition =
        new RangePartition(segments, shards, segment -> false, segment -> false);
    List<Chunk> byUnit = new ArrayList<>();
    for (int unit = 0; unit < segments.units(); unit++) {
      byUnit.addAll(partition.learningChunksOfUnit(unit));
    }
    List<Chunk> byShard = new ArrayList<>();
    for (int shard = 0; shard < shards; shard++) {
      byShard.addAll(partition.chunksOfShard(shard));
    }
    assertThat(byUnit).isEqualTo(partition.chunks());
    assertThat(byShard).isEqualTo(partition.chunks());
  }

  @Property(tries = 200)
  void normBlocksDependOnTheModelAlone(
      @ForAll("models") Segments segments, @ForAll @IntRange(min = 1, max = 9) int shards) {
    List<Integer> borders = new ArrayList<>();
    for (Segment segment : segments.list()) {
      for (int at = segment.offset(); at < segment.end(); at += RangePartition.BLOCK) {
        borders.add(at);
      }
    }
    borders.add(segments.length());
    RangePartition partition =
        new RangePartition(segments, shards, segment -> false, segment -> false);
    assertThat(partition.blockCount()).isEqualTo(borders.size() - 1);
    for (Chunk chunk : partition.chunks()) {
      assertThat(chunk.offset()).isEqualTo(borders.get(chunk.firstBlock()));
      assertThat(chunk.end()).isEqualTo(borders.get(chunk.firstBlock() + chunk.blocks()));
    }
  }

  @Property(tries = 200)
  void rowsThatMustStayWholeAreCutByNothing(
      @ForAll @IntRange(min = 1, max = 9_000) int rowLength,
      @ForAll @IntRange(min = 1, max = 40) int rows,
      @ForAll @IntRange(min = 1, max = 9) int shards) {
    int length = rows * rowLength;
    Segments segments =
        new Segments(
            List.of(
                new Segment("free", 0, 3_000, 6, 2, 0, 0, Segment.Rule.OPTIMIZE),
                new Segment("whole", 3_000, length, rowLength, 2, 0, 1, Segment.Rule.OPTIMIZE)));
    RangePartition partition =
        new RangePartition(segments, shards, each -> each.group() == 1, each -> false);
    assertThat(partition.length()).isEqualTo(3_000 + length);
    assertThat(partition.firstBlock(1)).isEqualTo(3);
    for (Chunk chunk : partition.chunks()) {
      assertThat(chunk.length()).isBetween(1, RangePartition.CHUNK);
      boolean inside = chunk.offset() > 3_000;
      assertThat(inside ? (chunk.offset() - 3_000) % rowLength : 0).isZero();
    }
  }

  @Property(tries = 200)
  void shardsAreEvenToABlock(
      @ForAll("models") Segments segments, @ForAll @IntRange(min = 1, max = 9) int shards) {
    RangePartition partition =
        new RangePartition(segments, shards, segment -> false, segment -> false);
    double even = (double) segments.length() / shards;
    for (int shard = 0; shard < shards; shard++) {
      long floats = partition.chunksOfShard(shard).stream().mapToLong(Chunk::length).sum();
      assertThat(floats - even).isBetween(-2.0 * RangePartition.BLOCK, 2.0 * RangePartition.BLOCK);
    }
  }

  @Test
  void refusesNoShards() {
    Segments one = new Segments(List.of(new Segment("w", 0, 1, 1, 2, 0, 0, Segment.Rule.OPTIMIZE)));
    assertThatThrownBy(() -> new RangePartition(one, 0, segment -> false, segment -> false))
        .hasMessage("shards=0 (expected: >= 1); set cluster.shards");
  }

  @Provide
  static Arbitrary<Segments> models() {
    return Arbitraries.integers()
        .between(1, 150_000)
        .list()
        .ofMinSize(1)
        .ofMaxSize(6)
        .flatMap(
            lengths ->
                Arbitraries.integers()
                    .between(0, 1)
                    .list()
                    .ofSize(lengths.size())
                    .map(rises -> segments(lengths, rises)));
  }

  private static Segments segments(List<Integer> lengths, List<Integer> rises) {
    List<Segment> list = new ArrayList<>();
    int offset = 0;
    int unit = 0;
    for (int i = 0; i < lengths.size(); i++) {
      unit += i == 0 ? 0 : rises.get(i);
      list.add(new Segment("s" + i, offset, lengths.get(i), 1, 2, unit, 0, Segment.Rule.OPTIMIZE));
      offset += lengths.get(i);
    }
    return new Segments(list);
  }

  @Test
  void aChunkLearnsUnlessAllOfItIsFrozen() {
    Segments segments =
        new Segments(
            List.of(
                new Segment("0.weight", 0, 100_000, 1, 2, 0, 1, Segment.Rule.OPTIMIZE),
                new Segment("0.bias", 100_000, 10, 10, 1, 0, 0, Segment.Rule.OPTIMIZE),
                new Segment("1.weight", 100_010, 10, 1, 2, 1, 1, Segment.Rule.OPTIMIZE)));
    RangePartition partition =
        new RangePartition(segments, 1, segment -> false, each -> each.group() == 1);
    assertThat(partition.chunks()).extracting(Chunk::learns).containsExactly(false, true, false);
    assertThat(partition.learningChunks()).containsExactly(partition.chunks().get(1));
    assertThat(partition.learningChunksOfUnit(0)).containsExactly(partition.chunks().get(1));
    assertThat(partition.learningChunksOfUnit(1)).isEmpty();
  }
}
