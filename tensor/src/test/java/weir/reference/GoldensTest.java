package weir.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Offset.offset;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GoldensTest {

  @ParameterizedTest
  @ValueSource(
      strings = {"init", "layers", "losses", "metrics", "optimizers", "schedules", "training"})
  void everyFileHasUniquelyNamedCases(String file) {
    List<GoldenCase> cases = GoldenCase.all(file);
    assertThat(cases).isNotEmpty();
    assertThat(cases.stream().map(GoldenCase::name)).doesNotHaveDuplicates();
    assertThat(cases).allSatisfy(golden -> assertThat(golden.tensors()).isNotEmpty());
  }

  @Test
  void errorIsRelativeToTheLargestExpectedValue() {
    assertThat(Goldens.error(new double[] {100.1, 0.1}, new double[] {100, 0}))
        .isCloseTo(1e-3, offset(1e-12));
    assertThat(Goldens.error(new double[] {1e-7}, new double[] {0})).isEqualTo(1e-7);
  }

  @Test
  void refusesNotANumberAndOtherLengths() {
    assertThatThrownBy(() -> Goldens.assertClose(new double[] {Double.NaN}, new double[] {1}, 1))
        .isInstanceOf(AssertionError.class);
    assertThatThrownBy(() -> Goldens.assertClose(new double[] {1, 1}, new double[] {1}, 1))
        .isInstanceOf(AssertionError.class);
  }
}
