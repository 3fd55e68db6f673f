package weir.driver.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import weir.driver.UserInputException;
import weir.driver.api.Optimizers;
import weir.driver.config.EarlyStopping;
import weir.driver.config.OptimizerSettings;
import weir.driver.config.ScheduleSettings;
import weir.driver.config.ScheduleSettings.ReducePlateau;
import weir.driver.config.StopSpec;
import weir.proto.client.CoordinatorClient.Decision;
import weir.proto.spec.EpochPlan;

class EpochJudgeTest {
  private static final RateScaling NO_SCALING =
      new RateScaling(
          OptimizerSettings.SGD,
          (step, factor) -> {
            throw new AssertionError("nothing scales rates");
          });

  private final List<EpochJudge.Verdict> verdicts = new ArrayList<>();
  private final EpochJudge.Sources sources =
      new EpochJudge.Sources(
          partials -> {
            double value = ByteBuffer.wrap(partials.get(0)).getDouble();
            return new EpochJudge.Validation(
                Map.of("loss", value, "accuracy", value),
                Map.of("accuracy", "only one class occurs"),
                null);
          },
          version -> new float[] {version},
          verdicts::add);

  private Decision end(EpochJudge judge, int epoch, double trainLoss, double validation) {
    var partials = new TreeMap<Integer, byte[]>();
    partials.put(0, ByteBuffer.allocate(8).putDouble(validation).array());
    return judge.apply(new EpochResult(epoch, trainLoss, partials));
  }

  @Test
  void goesOnWithoutConditions() {
    EpochJudge judge = new EpochJudge(StopSpec.NEVER, null, EpochPlan.of(10), sources, NO_SCALING);
    assertThat(judge.apply(new EpochResult(0, 1, new TreeMap<>())).proceed()).isTrue();
    assertThat(verdicts).hasSize(1);
    assertThat(verdicts.get(0).validation()).isEmpty();
    assertThat(judge.bestWeights()).isEmpty();
  }

  @Test
  void scalesTheRateBeforeAnyWorkerHearsThatItGoesOn() {
    List<String> told = new ArrayList<>();
    ScheduleSettings schedule = new ReducePlateau("accuracy", 0.5, 0, 0, true, 0, 0);
    OptimizerSettings optimizer = Optimizers.sgd(0.1).schedule(schedule).settings();
    EpochJudge judge =
        new EpochJudge(
            new StopSpec(0.5, null, 0, null),
            null,
            EpochPlan.of(10),
            sources,
            new RateScaling(optimizer, (step, factor) -> told.add(step + " " + factor)));
    end(judge, 0, 1, 0.8);
    end(judge, 1, 1, 0.8);
    end(judge, 2, 1, 0.9);
    end(judge, 3, 1, 0.9);
    end(judge, 4, 0.4, 0.9);
    assertThat(told).containsExactly("20 0.5", "40 0.25");
    assertThat(verdicts)
        .extracting(EpochJudge.Verdict::rateFactor)
        .containsExactly(1.0, 1.0, 0.5, 0.5, 0.25);
  }

  @Test
  void endsAtTheTargetLoss() {
    EpochJudge judge =
        new EpochJudge(
            new StopSpec(0.5, null, 0, null), null, EpochPlan.of(10), sources, NO_SCALING);
    assertThat(end(judge, 0, 0.51, 0).proceed()).isTrue();
    assertThat(end(judge, 1, 0.5, 0))
        .isEqualTo(new Decision(false, "training loss 0.5 reached train.stop.loss=0.5"));
  }

  @Test
  void reachesAMetricFromItsWorseSide() {
    EpochJudge above =
        new EpochJudge(
            new StopSpec(null, "accuracy", 0.9, null), null, EpochPlan.of(10), sources, NO_SCALING);
    assertThat(end(above, 0, 1, 0.8).proceed()).isTrue();
    assertThat(end(above, 1, 1, 0.9).proceed()).isFalse();
    EpochJudge below =
        new EpochJudge(
            new StopSpec(null, "loss", 0.9, null), null, EpochPlan.of(10), sources, NO_SCALING);
    assertThat(end(below, 0, 1, 1.0).proceed()).isTrue();
    assertThat(end(below, 1, 1, 0.9).proceed()).isFalse();
  }

  @Test
  void endsWhenTheLossHardlyMoves() {
    EpochJudge judge =
        new EpochJudge(
            new StopSpec(null, null, 0, 0.01), null, EpochPlan.of(10), sources, NO_SCALING);
    assertThat(end(judge, 0, 1.0, 0).proceed()).isTrue();
    assertThat(end(judge, 1, 0.98, 0).proceed()).isTrue();
    assertThat(end(judge, 2, 0.975, 0).proceed()).isFalse();
  }

  @Test
  void keepsTheWeightsOfTheBestEpochAndEndsWhenPatienceIsOver() {
    EpochJudge judge =
        new EpochJudge(
            StopSpec.NEVER,
            new EarlyStopping("accuracy", 2, 0, true),
            EpochPlan.of(10),
            sources,
            NO_SCALING);
    assertThat(end(judge, 0, 1, 0.5).proceed()).isTrue();
    assertThat(end(judge, 1, 1, 0.7).proceed()).isTrue();
    assertThat(end(judge, 2, 1, 0.7).proceed()).isTrue();
    Decision last = end(judge, 3, 1, 0.6);
    assertThat(last.proceed()).isFalse();
    assertThat(last.reason()).contains("accuracy has not been better than 0.7 for 2 epochs");
    assertThat(judge.bestEpoch()).isEqualTo(1);
    assertThat(judge.bestWeights()).hasValue(new float[] {20});
  }

  @Test
  void aMetricThatCannotBeToldIsRefusedAtTheFirstEpochWithItsReason() {
    String why =
        " cannot be told of the validation rows: only one class occurs (expected: a number)";
    EarlyStopping early = new EarlyStopping("accuracy", 2, 0, true);
    StopSpec stop = new StopSpec(null, "accuracy", 0.9, null);
    OptimizerSettings plateau =
        Optimizers.sgd(0.1)
            .schedule(new ReducePlateau("accuracy", 0.5, 0, 0, true, 0, 0))
            .settings();
    RateScaling scaling = new RateScaling(plateau, (step, factor) -> {});
    refuses(
        judge(StopSpec.NEVER, early, NO_SCALING), "train.earlyStopping.metric" + "=accuracy" + why);
    refuses(judge(stop, null, NO_SCALING), "train.stop.metric=accuracy" + why);
    refuses(
        judge(StopSpec.NEVER, null, scaling),
        "optimizer.schedule.reducePlateau.metric=accuracy" + why);
    assertThat(verdicts).isEmpty();
    assertThat(
            end(judge(new StopSpec(0.5, null, 0, null), null, NO_SCALING), 0, 1, Double.NaN)
                .proceed())
        .as("nobody asked for it")
        .isTrue();
  }

  private EpochJudge judge(StopSpec stop, EarlyStopping early, RateScaling scaling) {
    return new EpochJudge(stop, early, EpochPlan.of(10), sources, scaling);
  }

  private void refuses(EpochJudge judge, String message) {
    assertThatThrownBy(() -> end(judge, 0, 1, Double.NaN))
        .isInstanceOf(UserInputException.class)
        .hasMessageStartingWith(message);
    assertThat(judge.bestWeights()).isEmpty();
  }

  @Test
  void aNumberThatIsLostLaterIsNeverBetter() {
    EpochJudge judge = judge(StopSpec.NEVER, new EarlyStopping("loss", 2, 0, true), NO_SCALING);
    assertThat(end(judge, 0, 1, 0.5).proceed()).isTrue();
    assertThat(end(judge, 1, 1, Double.NaN).proceed()).isTrue();
    assertThat(judge.bestEpoch()).isZero();
    assertThat(end(judge, 2, 1, 0.4).proceed()).isTrue();
    assertThat(judge.bestEpoch()).isEqualTo(2);
    assertThat(end(judge, 3, 1, Double.NaN).proceed()).isTrue();
    assertThat(end(judge, 4, 1, Double.NaN).reason()).contains("better than 0.4 for 2 epochs");
    assertThat(judge.bestWeights()).hasValue(new float[] {30});
  }

  @Test
  void anUnknownMetricNamesTheKnownOnes() {
    EpochJudge judge =
        new EpochJudge(
            StopSpec.NEVER,
            new EarlyStopping("acuracy", 2, 0, true),
            EpochPlan.of(10),
            sources,
            NO_SCALING);
    assertThatThrownBy(() -> end(judge, 0, 1, 0.5))
        .isInstanceOf(UserInputException.class)
        .hasMessageContaining("acuracy")
        .hasMessageContaining("[accuracy, loss]");
  }
}
