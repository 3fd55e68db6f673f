package weir.proto.client;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class NormTreeTest {

  @Test
  void addsNeighboursFirst() {
    double huge = 1e16;
    // (1 + 1) + (huge + 1) keeps both ones together; from left to right they would be lost or not.
    assertThat(NormTree.sum(new double[] {1, 1, huge, 1})).isEqualTo((1.0 + 1) + (huge + 1));
    assertThat(NormTree.sum(new double[] {huge, 1, 1})).isEqualTo((huge + 1) + 1);
  }

  @Property
  void isTheTreeOverBlockNumbers(@ForAll @Size(min = 1, max = 70) double[] sums) {
    double expected = tree(sums, 0, Integer.highestOneBit(2 * sums.length - 1));
    assertThat(NormTree.sum(sums.clone())).isEqualTo(Double.valueOf(expected));
  }

  private static double tree(double[] sums, int from, int width) {
    if (width == 1) {
      return sums[from];
    }
    int middle = from + width / 2;
    double left = tree(sums, from, width / 2);
    return middle < sums.length ? left + tree(sums, middle, width / 2) : left;
  }

  @Property
  void theMeanNormDividesOnce(@ForAll @IntRange(min = 1, max = 1000) int weight) {
    assertThat(NormTree.meanNorm(new double[] {9, 16}, weight)).isEqualTo(5.0 / weight);
  }

  @Test
  void nothingCountedHasNormZero() {
    assertThat(NormTree.meanNorm(new double[] {0}, 0)).isZero();
  }
}
