package weir.driver.data.fit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.DoubleStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import weir.driver.data.fit.BinnedNumbers.Range;

class SparseBinsTest {

  private static BinnedNumbers binned(double[] numbers, Range bracket, int tasks, int limit) {
    BinnedNumbers all = new BinnedNumbers(bracket);
    for (int task = 0; task < tasks; task++) {
      SparseBins bins = new SparseBins(bracket.low(), bracket.high(), limit);
      for (int i = task; i < numbers.length; i += tasks) {
        bins.add(SparseBins.ordered(numbers[i]));
      }
      all.add(bins.bytes(3), 3);
    }
    return all;
  }

  private static double search(double[] numbers, Range first, int rank, int tasks, int limit) {
    Range bracket = first;
    for (int pass = 0; pass < 70; pass++) {
      bracket = binned(numbers, bracket, tasks, limit).find(rank);
      if (bracket.isExact()) {
        return SparseBins.ofOrdered(bracket.low());
      }
    }
    throw new AssertionError("rank " + rank + " is not found");
  }

  @Property(tries = 300)
  void everyRankIsFoundWithFewBinsAndAnyBracket(
      @ForAll @Size(min = 1, max = 200) double[] drawn,
      @ForAll @IntRange(min = 1, max = 4) int tasks,
      @ForAll int rank,
      @ForAll double low,
      @ForAll double high) {
    double[] numbers = DoubleStream.of(drawn).filter(n -> !Double.isNaN(n)).toArray();
    if (numbers.length == 0 || Double.isNaN(low) || Double.isNaN(high)) {
      return;
    }
    double[] sorted = numbers.clone();
    Arrays.sort(sorted);
    int wanted = Math.floorMod(rank, numbers.length);
    long one = SparseBins.ordered(low);
    long other = SparseBins.ordered(high);
    Range bracket = new Range(Math.min(one, other), Math.max(one, other));
    assertThat(search(numbers, bracket, wanted, tasks, 16)).isEqualTo(sorted[wanted]);
    assertThat(search(numbers, Range.ALL, wanted, tasks, 16)).isEqualTo(sorted[wanted]);
  }

  @Test
  void manyEqualNumbersTakeOneBin() {
    double[] numbers = new double[10_000];
    Arrays.fill(numbers, 0, 6000, 1);
    BinnedNumbers binned = binned(numbers, Range.ALL, 2, 16);
    assertThat(binned.find(3999)).isEqualTo(exactly(0));
    assertThat(binned.find(4000)).isEqualTo(exactly(1));
  }

  @Test
  void whatMissesTheBracketIsOnASide() {
    double[] numbers = {1, 2, 3, 4, 5};
    Range middle = new Range(SparseBins.ordered(2.5), SparseBins.ordered(3.5));
    BinnedNumbers binned = binned(numbers, middle, 1, 16);
    assertThat(binned.find(1)).isEqualTo(new Range(Long.MIN_VALUE, middle.low() - 1));
    assertThat(binned.find(2)).isEqualTo(exactly(3));
    assertThat(binned.find(3)).isEqualTo(new Range(middle.high() + 1, Long.MAX_VALUE));
  }

  @Test
  void orderedBitsSortAsNumbersDo() {
    double[] numbers = {
      Double.NEGATIVE_INFINITY, -1e300, -1, -1e-300, -0.0, 0.0, 1e-300, 1, Double.MAX_VALUE
    };
    long[] ordered = Arrays.stream(numbers).mapToLong(SparseBins::ordered).toArray();
    assertThat(ordered).isSorted();
    assertThat(Arrays.stream(ordered).mapToObj(SparseBins::ofOrdered))
        .containsExactly(Arrays.stream(numbers).boxed().toArray(Double[]::new));
  }

  private static Range exactly(double number) {
    return new Range(SparseBins.ordered(number), SparseBins.ordered(number));
  }
}
