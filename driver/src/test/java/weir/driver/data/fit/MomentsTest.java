package weir.driver.data.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class MomentsTest {

  private static Moments of(List<Double> values) {
    Moments moments = Moments.NONE;
    for (double value : values) {
      moments = moments.plus(value);
    }
    return moments;
  }

  @Property
  void mergesToWhatOnePassWouldFind(
      @ForAll @Size(max = 40) List<@DoubleRange(min = -1e3, max = 1e3) Double> values,
      @ForAll @Size(max = 40) List<@DoubleRange(min = -1e3, max = 1e3) Double> more) {
    List<Double> all = new ArrayList<>(values);
    all.addAll(more);
    Moments merged = of(values).merge(of(more));
    assertThat(merged.count()).isEqualTo(all.size());
    assertThat(merged.mean()).isCloseTo(of(all).mean(), within(1e-9));
    assertThat(merged.deviation()).isCloseTo(of(all).deviation(), within(1e-6));
    assertThat(merged.min()).isEqualTo(of(all).min());
  }

  @Test
  void dividesByTheCount() {
    assertThat(of(List.of(1.0, 3.0)).deviation()).isEqualTo(1);
    assertThat(Moments.of(5, 2).deviation()).isZero();
  }
}
