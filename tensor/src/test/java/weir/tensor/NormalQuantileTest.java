package weir.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NormalQuantileTest {

  @ParameterizedTest
  @CsvSource({
    "0.5, 0",
    "0.75, 0.6744897502",
    "0.9, 1.2815515655",
    "0.975, 1.9599639845",
    "0.999, 3.0902323062",
    "0.000001, -4.7534243088",
    "1e-12, -7.0344838253",
  })
  void equalsTheTables(double probability, double expected) {
    assertThat(NormalQuantile.of(probability)).isCloseTo(expected, within(1e-6));
  }

  @Test
  void risesFromTailToTailAndIsOdd() {
    double last = Double.NEGATIVE_INFINITY;
    for (int i = 1; i < 20_000; i++) {
      double value = NormalQuantile.of(i / 20_000.0);
      assertThat(value).as("at %d", i).isGreaterThan(last);
      assertThat(NormalQuantile.of(1 - i / 20_000.0)).isCloseTo(-value, within(1e-6));
      last = value;
    }
  }
}
