package weir.driver.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import weir.driver.config.ColumnKind;
import weir.driver.data.prepare.FittedTarget;
import weir.worker.metric.Threshold;

class PredictionMeaningTest {
  private static Object[] written(FittedTarget target, float[] output, int from, int width) {
    return written(target, output, from, width, Threshold.HALF);
  }

  /** As if the outputs were logits too, which rank as they do, of one less than a half. */
  private static Object[] written(
      FittedTarget target, float[] output, int from, int width, Threshold threshold) {
    float[] logits = output.clone();
    for (int i = 0; width == 1 && i < logits.length; i++) {
      logits[i] -= 0.5f;
    }
    var meaning =
        new PredictionMeaning(
            List.of(target),
            List.of(),
            target.classes(),
            ClassColumn.of(new StructType(), target, true),
            new ClassChoice(threshold));
    Object[] row = new Object[1 + meaning.width()];
    row[0] = "read";
    meaning.write(new PredictionMeaning.Outputs(logits, output, width), from, row, 1);
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
