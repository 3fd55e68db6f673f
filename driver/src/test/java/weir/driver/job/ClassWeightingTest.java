package weir.driver.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import weir.driver.UserInputException;
import weir.driver.config.ClassWeights;
import weir.driver.config.text.JobParts;
import weir.worker.loss.LossSpec;
import weir.worker.loss.LossSpec.SoftmaxCrossEntropy;

class ClassWeightingTest {
  private static final List<String> LABELS = List.of("cat", "dog", "owl");

  private static List<Double> weights(ClassWeights settings) {
    LossSpec loss =
        ClassWeighting.apply(
            new SoftmaxCrossEntropy(List.of(), 0), settings, LABELS, () -> List.of(10L, 20L, 30L));
    return ((SoftmaxCrossEntropy) loss).classWeights();
  }

  @Test
  void aListHasAWeightForEachClassByIndex() {
    assertThat(weights(JobParts.classWeights("[1, 5, 2]"))).containsExactly(1.0, 5.0, 2.0);
  }

  @Test
  void aListOfAnotherLengthIsRefused() {
    for (String list : List.of("[1, 5]", "[1, 5, 2, 3]")) {
      assertThatThrownBy(() -> weights(JobParts.classWeights(list)))
          .isInstanceOf(UserInputException.class)
          .hasMessageStartingWith("train.classWeights=[1.0, 5.0")
          .hasMessageEndingWith(
              " (expected: 3 weights, one for each of the classes [cat, dog, owl] in this order);"
                  + " set train.classWeights");
    }
  }

  @Test
  void aMapMayLeaveClassesOut() {
    assertThat(weights(ClassWeights.of(Map.of("dog", 5.0)))).containsExactly(1.0, 5.0, 1.0);
  }

  @Test
  void balancedWeightsTurnAroundWhatTheRowsAre() {
    assertThat(weights(ClassWeights.BALANCED)).containsExactly(2.0, 1.0, 60 / 90.0);
  }
}
