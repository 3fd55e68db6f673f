package weir.proto.partition;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class NormSumsTest {
  private static final int BLOCK = RangePartition.BLOCK;

  /** Tensors of as many blocks each, all of one unit. */
  private static RangePartition partition(int shards, int... blocks) {
    var list = new java.util.ArrayList<Segment>();
    int offset = 0;
    for (int i = 0; i < blocks.length; i++) {
      int length = blocks[i] * BLOCK - 7;
      list.add(new Segment("t" + i, offset, length, 1, 2, 0, 0, Segment.Rule.OPTIMIZE));
      offset += length;
    }
    return new RangePartition(new Segments(list), shards, segment -> false, segment -> false);
  }

  private static NormSums filled(NormPhase phase, RangePartition partition, double... values) {
    NormSums sums = new NormSums(phase, partition);
    System.arraycopy(values, 0, sums.array(), 0, values.length);
    sums.combine();
    return sums;
  }

  @Test
  void addsNeighboursFirst() {
    double huge = 1e16;
    // (1 + 1) + (huge + 1) keeps both ones together; from left to right they would be lost or not.
    assertThat(filled(NormPhase.GRADIENT, partition(1, 4), 1, 1, huge, 1).total())
        .isEqualTo((1.0 + 1) + (huge + 1));
    assertThat(filled(NormPhase.GRADIENT, partition(1, 3), huge, 1, 1).total())
        .isEqualTo((huge + 1) + 1);
  }

  @Property(tries = 200)
  void theTotalIsTheTreeOverBlockNumbersHoweverShardsAreCut(
      @ForAll @Size(min = 1, max = 70) double[] values,
      @ForAll @IntRange(min = 1, max = 4) int shards) {
    double expected = tree(values, 0, Integer.highestOneBit(2 * values.length - 1));
    NormSums sums = filled(NormPhase.GRADIENT, partition(shards, values.length), values);
    assertThat(sums.total()).isEqualTo(Double.valueOf(expected));
    for (Chunk chunk : partition(shards, values.length).chunks()) {
      assertThat(sums.of(chunk)).containsExactly(expected);
    }
  }

  private static double tree(double[] sums, int from, int width) {
    if (width == 1) {
      return sums[from];
    }
    int middle = from + width / 2;
    double left = tree(sums, from, width / 2);
    return middle < sums.length ? left + tree(sums, middle, width / 2) : left;
  }

  @Test
  void tensorsAreAddedUpOneByOneAndAChunkGetsThoseItTouches() {
    double[] pairs = {1, 10, 2, 20, 3, 30, 4, 40, 5, 50, 6, 60};
    RangePartition partition = partition(3, 1, 3, 2);
    NormSums sums = filled(NormPhase.TRUST, partition, pairs);
    List<Chunk> chunks = partition.chunks();
    assertThat(chunks).extracting(Chunk::firstBlock).containsExactly(0, 2, 4);
    assertThat(sums.of(chunks.get(0))).containsExactly(1, 10, 9, 90);
    assertThat(sums.of(chunks.get(1))).containsExactly(9, 90);
    assertThat(sums.of(chunks.get(2))).containsExactly(11, 110);
  }

  @Test
  void theMeanNormDividesOnceAndNothingCountedHasNormZero() {
    assertThat(NormSums.meanNorm(25, 3)).isEqualTo(5.0 / 3);
    assertThat(NormSums.meanNorm(25, 0)).isZero();
  }
}
