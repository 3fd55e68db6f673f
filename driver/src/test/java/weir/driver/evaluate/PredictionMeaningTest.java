package weir.driver.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import weir.driver.config.ColumnKind;
import weir.driver.data.prepare.FittedTarget;

class PredictionMeaningTest {
  private static Object[] written(FittedTarget target, float[] output, int from, int width) {
    var meaning = new PredictionMeaning(List.of(target), List.of(), target.classes());
    Object[] row = new Object[1 + meaning.width()];
    row[0] = "read";
    meaning.write(output, from, width, row, 1);
    return row;
  }

  @Test
  void theMostProbableClassIsTold() {
    FittedTarget target =
        FittedTarget.ofClasses("y", ColumnKind.TEXT, List.of("a", "b", "c"), false);
    float[] output = {9, 9, 9, 0.25f, 0.5f, 0.25f};
    assertThat(written(target, output, 3, 3)).containsExactly("read", "b", 0.25, 0.5, 0.25);
  }

  @Test
  void oneOutputIsTheProbabilityOfTheSecondClass() {
    FittedTarget target = FittedTarget.ofClasses("y", ColumnKind.TEXT, List.of("no", "yes"), false);
    assertThat(written(target, new float[] {0.75f}, 0, 1))
        .containsExactly("read", "yes", 0.25, 0.75);
    assertThat(written(target, new float[] {0.25f}, 0, 1))
        .containsExactly("read", "no", 0.75, 0.25);
  }

  @Test
  void aNumberIsToldInItsOwnUnits() {
    FittedTarget target = FittedTarget.ofNumber("y", 100, 10);
    assertThat(written(target, new float[] {-0.5f}, 0, 1)).containsExactly("read", 95.0);
  }
}
