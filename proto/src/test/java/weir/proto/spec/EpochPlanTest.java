package weir.proto.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class EpochPlanTest {
  private static final EpochPlan GROWING = EpochPlan.of(40).then(3, 20).then(5, 7);

  @Property(tries = 300)
  void saysOfEachStepWhatCountingSays(
      @ForAll @Size(min = 1, max = 4) List<@IntRange(min = 1, max = 9) Integer> lengths,
      @ForAll @IntRange(min = 1, max = 3) int epochs) {
    EpochPlan plan = EpochPlan.of(lengths.get(0));
    for (int stage = 1; stage < lengths.size(); stage++) {
      plan = plan.then((long) stage * epochs, lengths.get(stage));
    }
    long step = 0;
    for (int epoch = 0; epoch < epochs * lengths.size() + 3; epoch++) {
      int length = lengths.get(Math.min(epoch / epochs, lengths.size() - 1));
      assertThat(plan.firstStep(epoch)).isEqualTo(step);
      assertThat(plan.steps(epoch)).isEqualTo(length);
      assertThat(plan.length(epoch, 0)).isEqualTo(step);
      for (int i = 0; i < length; i++) {
        assertThat(plan.epoch(step)).isEqualTo(epoch);
        assertThat(plan.begins(step)).isEqualTo(i == 0);
        step++;
      }
    }
  }

  @Property(tries = 300)
  void lengthsInEpochsOfOneLengthAreProducts(
      @ForAll @IntRange(min = 1, max = 100_000) int steps,
      @ForAll @DoubleRange(max = 100) double epochs,
      @ForAll @IntRange(max = 1_000_000) int from) {
    assertThat(EpochPlan.of(steps).length(epochs, from)).isEqualTo(Math.round(epochs * steps));
  }

  @Test
  void lengthsInEpochsCountTheStepsThatEachEpochHas() {
    assertThat(GROWING.length(3, 0)).isEqualTo(120);
    assertThat(GROWING.length(3.5, 0)).isEqualTo(130);
    assertThat(GROWING.length(6, 0)).isEqualTo(3 * 40 + 2 * 20 + 7);
    assertThat(GROWING.length(2, 100)).as("half of epoch 2, epoch 3, half of 4").isEqualTo(50);
    assertThat(GROWING.length(1, 1000)).isEqualTo(7);
  }

  @Test
  void refusesGapsAndEmptyEpochs() {
    assertThatThrownBy(() -> EpochPlan.of(0))
        .hasMessage("an epoch of 0 steps (expected: > 0); are there training rows?");
    assertThatThrownBy(() -> GROWING.then(5, 3)).hasMessageContaining("(expected: epochs without");
    assertThatThrownBy(() -> new EpochPlan(List.of(new EpochPlan.Stage(1, 0, 3))))
        .hasMessageContaining("(expected: the first from epoch 0, step 0)");
    assertThatThrownBy(
            () ->
                new EpochPlan(List.of(new EpochPlan.Stage(0, 0, 3), new EpochPlan.Stage(2, 5, 1))))
        .hasMessageContaining("(expected: epochs without a gap)");
  }
}
