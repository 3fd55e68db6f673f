package weir.driver.data.row;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NumbersTest {

  @Property
  void readsWhatJavaWrites(@ForAll double value) {
    String text = Double.toString(value);
    if (Double.isFinite(value)) {
      assertThat(Numbers.parse(text)).isEqualTo(value);
    }
  }

  @Property
  void readsShortDecimalsAsJavaDoes(
      @ForAll @DoubleRange(min = -1e6, max = 1e6, minIncluded = true) double value) {
    String text = String.format(Locale.ROOT, "%.3f", value);
    assertThat(Numbers.parse(text)).isEqualTo(Double.parseDouble(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "-", ".", "-.", "NaN", "inf", "1f", "0x10", "1e999", "1 2", "e5", "?"})
  void takesOtherTextsForNoNumber(String text) {
    assertThat(Numbers.parse(text)).isNaN();
  }

  @Test
  void givesEqualNumbersOneText() {
    assertThat(Numbers.canonical("+1")).isEqualTo("1");
    assertThat(Numbers.canonical("1.0")).isEqualTo("1");
    assertThat(Numbers.canonical("-1.50")).isEqualTo("-1.5");
    assertThat(Numbers.canonical(">50K")).isEqualTo(">50K");
  }

  @Test
  void keepsTheDigitsOfWholeNumbersThatNoDoubleHolds() {
    assertThat(Numbers.canonical("9007199254740993")).isEqualTo("9007199254740993");
    assertThat(Numbers.canonical("9007199254740993.00")).isEqualTo("9007199254740993");
    assertThat(Numbers.canonical("9007199254740992.0")).isEqualTo("9007199254740992");
    assertThat(Numbers.canonical("1e300")).isEqualTo("1.0E300");
    assertThat(Numbers.canonical("0.10000000000000001")).isEqualTo("0.1");
  }
}
