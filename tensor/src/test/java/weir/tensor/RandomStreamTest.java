package weir.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.BitSet;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RandomStreamTest {
  private static final RandomStream STREAM = new RandomStream(1, 2, 3, 4);
  private static final int COUNT = 200_000;

  /** Whoever changes these changes every training that was ever recorded. */
  @Test
  void neverChangesItsNumbers() {
    assertThat(STREAM.bits(0)).isEqualTo(-4017799942440509736L);
    assertThat(STREAM.bits(1)).isEqualTo(-5436937371999309906L);
    assertThat(new RandomStream(0, 0, 0, 0).bits(0)).isEqualTo(-8416819472002110829L);
    assertThat(new RandomStream(-1, 7, 1L << 40, 63).bits(123_456_789_012L))
        .isEqualTo(7174832736852033692L);
    assertThat(STREAM.uniform(5)).isEqualTo(0.12240391969680786f);
    assertThat(STREAM.uniformDouble(5)).isEqualTo(0.12240395523920422);
    assertThat(STREAM.gaussian(5)).isEqualTo(0.2503216869404864);
    assertThat(STREAM.below(5, 1000)).isEqualTo(122);
    assertThat(STREAM.permutation(8)).containsExactly(4, 3, 1, 7, 6, 0, 5, 2);
  }

  @Test
  void isUniform() {
    int[] buckets = new int[64];
    double sum = 0;
    for (int i = 0; i < COUNT; i++) {
      float value = STREAM.uniform(i);
      assertThat(value >= 0 && value < 1).isTrue();
      buckets[(int) (value * buckets.length)]++;
      sum += value;
    }
    assertThat(sum / COUNT).isCloseTo(0.5, within(0.003));
    assertThat(chiSquare(buckets)).isLessThan(120);
  }

  @Test
  void everyBitOfNeighboursIsIndependent() {
    for (int bit = 0; bit < 64; bit++) {
      int ones = 0;
      int equal = 0;
      for (int i = 0; i < 20_000; i++) {
        ones += (int) (STREAM.bits(i) >>> bit & 1);
        equal += (int) (~(STREAM.bits(i) ^ STREAM.bits(i + 1)) >>> bit & 1);
      }
      assertThat(ones).as("ones of bit %d", bit).isBetween(9_600, 10_400);
      assertThat(equal).as("repeats of bit %d", bit).isBetween(9_600, 10_400);
    }
  }

  @Test
  void differentNamesGiveDifferentNumbers() {
    Set<Long> seen = new HashSet<>();
    for (int seed = 0; seed < 6; seed++) {
      for (int stream = 0; stream < 6; stream++) {
        for (int step = 0; step < 6; step++) {
          for (int worker = 0; worker < 6; worker++) {
            seen.add(new RandomStream(seed, stream, step, worker).bits(0));
          }
        }
      }
    }
    assertThat(seen).hasSize(6 * 6 * 6 * 6);
  }

  @Test
  void gaussianHasTheMomentsOfTheNormalDistribution() {
    double[] moments = new double[5];
    for (int i = 0; i < COUNT; i++) {
      double value = STREAM.gaussian(i);
      double power = 1;
      for (int order = 0; order < 5; order++) {
        moments[order] += power / COUNT;
        power *= value;
      }
    }
    assertThat(moments[1]).isCloseTo(0, within(0.01));
    assertThat(moments[2]).isCloseTo(1, within(0.02));
    assertThat(moments[3]).isCloseTo(0, within(0.05));
    assertThat(moments[4]).isCloseTo(3, within(0.1));
  }

  @Test
  void belowHitsEveryValueEquallyOften() {
    int[] buckets = new int[7];
    for (int i = 0; i < COUNT; i++) {
      buckets[STREAM.below(i, 7)]++;
    }
    assertThat(chiSquare(buckets)).isLessThan(25);
    assertThat(STREAM.below(3, 1)).isZero();
    assertThatThrownBy(() -> STREAM.below(0, 0)).hasMessage("bound=0 (expected: > 0)");
  }

  @Test
  void permutationHoldsEveryNumberOnce() {
    for (int size : new int[] {0, 1, 2, 3, 100, 4097}) {
      BitSet seen = new BitSet();
      for (int value : STREAM.permutation(size)) {
        seen.set(value);
      }
      assertThat(seen.cardinality()).isEqualTo(size);
      assertThat(seen.length()).isEqualTo(size);
    }
  }

  @Test
  void permutationsOfThreeAreEquallyLikely() {
    int[] buckets = new int[27];
    for (int step = 0; step < 60_000; step++) {
      int[] order = new RandomStream(9, 0, step, 0).permutation(3);
      buckets[order[0] * 9 + order[1] * 3 + order[2]]++;
    }
    int possible = 0;
    for (int count : buckets) {
      if (count > 0) {
        possible++;
        assertThat(count).isBetween(9_600, 10_400);
      }
    }
    assertThat(possible).isEqualTo(6);
  }

  private static double chiSquare(int[] buckets) {
    double expected = (double) COUNT / buckets.length;
    double sum = 0;
    for (int count : buckets) {
      sum += (count - expected) * (count - expected) / expected;
    }
    return sum;
  }
}
