package weir.driver.judge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import weir.driver.UserInputException;
import weir.driver.api.Optimizers;
import weir.driver.config.EarlyStopping;
import weir.driver.config.OptimizerSettings;
import weir.driver.config.ScheduleSettings.ReducePlateau;
import weir.driver.config.StopSpec;
import weir.proto.spec.EpochPlan;

class EpochJudgeTest {
  private static final OptimizerSettings HALVING =
      Optimizers.sgd(0.1).schedule(new ReducePlateau("accuracy", 0.5, 0, 0, true, 0, 0)).settings();

  private static EpochJudge judge(StopSpec stop, EarlyStopping early, OptimizerSettings optimizer) {
    return new EpochJudge(
        new EpochJudge.Rules(stop, early, optimizer),
        new EpochJudge.Course(EpochPlan.of(10), step -> 0.1, 640));
  }

  private static EpochJudge judge(StopSpec stop, EarlyStopping early) {
    return judge(stop, early, OptimizerSettings.SGD);
  }

  private static RunState end(
      EpochJudge judge, RunState state, double trainLoss, double validation) {
    return judge.judge(
        state,
        new EpochJudge.Ended(
            state.epoch(),
            new EpochSums(2, 2 * trainLoss),
            new Validation(
                Map.of("loss", validation, "accuracy", validation),
                Map.of("accuracy", "only one class occurs"),
                null),
            2));
  }

  @Test
  void goesOnWithoutConditions() {
    EpochJudge judge = judge(StopSpec.NEVER, null);
    RunState state =
        judge.judge(
            judge.begin(), new EpochJudge.Ended(0, new EpochSums(2, 3), Validation.NONE, 2));
    assertThat(state.step()).isEqualTo(10);
    assertThat(state.epoch()).isEqualTo(1);
    assertThat(state.stopped()).isNull();
    assertThat(state.best()).isNull();
    assertThat(state.plateau()).isNull();
    assertThat(state.rateFactor()).isEqualTo(1);
    assertThat(state.epochs().get(0).trainLoss()).isEqualTo(1.5);
    assertThat(state.epochs().get(0).samplesPerSecond()).isEqualTo(320);
    assertThat(state.epochs().get(0).validation()).isEmpty();
  }

  @Test
  void lowersTheRateOfTheEpochsThatFollow() {
    EpochJudge judge = judge(new StopSpec(0.5, null, 0, null), null, HALVING);
    RunState state = judge.begin();
    double[] accuracies = {0.8, 0.8, 0.9, 0.9};
    for (double accuracy : accuracies) {
      state = end(judge, state, 1, accuracy);
    }
    assertThat(state.rateFactor()).isEqualTo(0.25);
    assertThat(state.epochs())
        .extracting(epoch -> epoch.learningRate())
        .containsExactly(0.1, 0.1, 0.05, 0.05);
    RunState last = end(judge, state, 0.4, 0.9);
    assertThat(last.plateau()).as("no epoch follows").isEqualTo(state.plateau());
  }

  @Test
  void endsAtTheTargetLoss() {
    EpochJudge judge = judge(new StopSpec(0.5, null, 0, null), null);
    RunState first = end(judge, judge.begin(), 0.51, 0);
    assertThat(first.stopped()).isNull();
    assertThat(end(judge, first, 0.5, 0).stopped())
        .isEqualTo("training loss 0.5 reached train.stop.loss=0.5");
  }

  @Test
  void reachesAMetricFromItsWorseSide() {
    EpochJudge above = judge(new StopSpec(null, "accuracy", 0.9, null), null);
    assertThat(end(above, above.begin(), 1, 0.8).stopped()).isNull();
    assertThat(end(above, above.begin(), 1, 0.9).stopped()).isNotNull();
    EpochJudge below = judge(new StopSpec(null, "loss", 0.9, null), null);
    assertThat(end(below, below.begin(), 1, 1.0).stopped()).isNull();
    assertThat(end(below, below.begin(), 1, 0.9).stopped()).isNotNull();
  }

  @Test
  void endsWhenTheLossHardlyMoves() {
    EpochJudge judge = judge(new StopSpec(null, null, 0, 0.01), null);
    RunState first = end(judge, judge.begin(), 1.0, 0);
    RunState second = end(judge, first, 0.98, 0);
    assertThat(first.stopped()).isNull();
    assertThat(second.stopped()).isNull();
    assertThat(end(judge, second, 0.975, 0).stopped()).isNotNull();
  }

  @Test
  void endsWhenPatienceIsOver() {
    EpochJudge judge = judge(StopSpec.NEVER, new EarlyStopping("accuracy", 2, 0, true));
    RunState state = judge.begin();
    for (double accuracy : new double[] {0.5, 0.7, 0.7}) {
      state = end(judge, state, 1, accuracy);
      assertThat(state.stopped()).isNull();
    }
    state = end(judge, state, 1, 0.6);
    assertThat(state.stopped()).contains("accuracy has not been better than 0.7 for 2 epochs");
    assertThat(state.best()).isEqualTo(new BestEpoch(1, 0.7));
    assertThat(state.decision(2).orElseThrow().proceed()).isTrue();
    assertThat(state.decision(3).orElseThrow().proceed()).isFalse();
    assertThat(state.decision(4)).isEmpty();
  }

  @Test
  void aMetricThatCannotBeToldIsRefusedAtTheFirstEpochWithItsReason() {
    String why =
        " cannot be told of the validation rows: only one class occurs (expected: a number)";
    EarlyStopping early = new EarlyStopping("accuracy", 2, 0, true);
    StopSpec stop = new StopSpec(null, "accuracy", 0.9, null);
    refuses(judge(StopSpec.NEVER, early), "train.earlyStopping.metric=accuracy" + why);
    refuses(judge(stop, null), "train.stop.metric=accuracy" + why);
    refuses(
        judge(StopSpec.NEVER, null, HALVING),
        "optimizer.schedule.reducePlateau.metric=accuracy" + why);
    EpochJudge other = judge(new StopSpec(0.5, null, 0, null), null);
    assertThat(end(other, other.begin(), 1, Double.NaN).stopped())
        .as("nobody asked for it")
        .isNull();
  }

  private static void refuses(EpochJudge judge, String message) {
    assertThatThrownBy(() -> end(judge, judge.begin(), 1, Double.NaN))
        .isInstanceOf(UserInputException.class)
        .hasMessageStartingWith(message);
  }

  @Test
  void aNumberThatIsLostLaterIsNeverBetter() {
    EpochJudge judge = judge(StopSpec.NEVER, new EarlyStopping("loss", 2, 0, true));
    RunState state = end(judge, judge.begin(), 1, 0.5);
    state = end(judge, state, 1, Double.NaN);
    assertThat(state.best().epoch()).isZero();
    state = end(judge, state, 1, 0.4);
    assertThat(state.best().epoch()).isEqualTo(2);
    state = end(judge, state, 1, Double.NaN);
    assertThat(state.stopped()).isNull();
    state = end(judge, state, 1, Double.NaN);
    assertThat(state.stopped()).contains("better than 0.4 for 2 epochs");
    assertThat(state.best()).isEqualTo(new BestEpoch(2, 0.4));
  }

  @Test
  void anUnknownMetricNamesTheKnownOnes() {
    EpochJudge judge = judge(StopSpec.NEVER, new EarlyStopping("acuracy", 2, 0, true));
    assertThatThrownBy(() -> end(judge, judge.begin(), 1, 0.5))
        .isInstanceOf(UserInputException.class)
        .hasMessageContaining("acuracy")
        .hasMessageContaining("[accuracy, loss]");
  }

  @Test
  void judgesNoEpochBeforeItsTurn() {
    EpochJudge judge = judge(StopSpec.NEVER, null);
    EpochJudge.Ended second = new EpochJudge.Ended(1, new EpochSums(1, 1), Validation.NONE, 1);
    assertThatThrownBy(() -> judge.judge(judge.begin(), second))
        .hasMessage("epoch=1 (expected: 0)");
  }

  @Test
  void oneLabelOfSeveralMayDecide() {
    assertThat(Validation.lessIsBetter("price.rmse")).isTrue();
    assertThat(Validation.lessIsBetter("price.r2")).isFalse();
  }
}
