package weir.driver.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import weir.driver.api.Optimizers;
import weir.driver.config.EarlyStopping;
import weir.driver.config.OptimizerSettings;
import weir.driver.config.ScheduleSettings.ReducePlateau;
import weir.driver.config.StopSpec;
import weir.driver.judge.EpochJudge;
import weir.driver.judge.EpochSums;
import weir.driver.judge.RunState;
import weir.driver.judge.Validation;
import weir.driver.report.EpochSummary;
import weir.driver.report.TrainingListener;
import weir.proto.spec.EpochPlan;

class JudgementTest {
  private static final OptimizerSettings HALVING =
      Optimizers.sgd(0.1).schedule(new ReducePlateau("accuracy", 0.5, 0, 0, true, 0, 0)).settings();

  private final List<String> done = new ArrayList<>();

  private final Judgement.Servers servers =
      new Judgement.Servers() {
        @Override
        public float[] weightsAfter(long steps) {
          done.add("weights after " + steps);
          return new float[] {steps};
        }

        @Override
        public void scaleRate(long step, double factor) {
          done.add("rate times " + factor + " from " + step);
        }
      };

  private final TrainingListener listener =
      new TrainingListener() {
        @Override
        public void epochEnded(EpochSummary epoch) {
          done.add("epoch " + epoch.epoch() + " at " + epoch.learningRate());
        }
      };

  private static EpochJudge judge(EarlyStopping early, OptimizerSettings optimizer) {
    return new EpochJudge(
        new EpochJudge.Rules(new StopSpec(0.5, null, 0, null), early, optimizer),
        new EpochJudge.Course(EpochPlan.of(10), step -> 0.1, 640));
  }

  private Judgement judgement(
      EpochJudge judge, EarlyStopping early, UnaryOperator<RunState> review) {
    return new Judgement(
        new Judgement.Parts(
            judge,
            partials -> {
              double value = ByteBuffer.wrap(partials.get(0)).getDouble();
              return new Validation(Map.of("accuracy", value), Map.of(), null);
            },
            servers,
            new RunEvents(listener, null, () -> 0),
            review),
        early);
  }

  private static EpochResult result(RunState state, double trainLoss, double accuracy) {
    var partials = new TreeMap<Integer, byte[]>();
    partials.put(0, ByteBuffer.allocate(8).putDouble(accuracy).array());
    return new EpochResult(state.epoch(), new EpochSums(1, trainLoss), partials);
  }

  @Test
  void scalesTheRateBeforeAnyWorkerHearsThatItGoesOn() {
    EpochJudge judge = judge(null, HALVING);
    Judgement judgement = judgement(judge, null, UnaryOperator.identity());
    RunState state = judge.begin();
    double[][] epochs = {{1, 0.8}, {1, 0.8}, {1, 0.9}, {1, 0.9}, {0.4, 0.9}};
    for (double[] epoch : epochs) {
      state = judgement.of(state, result(state, epoch[0], epoch[1]));
    }
    assertThat(done)
        .containsExactly(
            "epoch 1 at 0.1",
            "rate times 0.5 from 20",
            "epoch 2 at 0.1",
            "epoch 3 at 0.05",
            "rate times 0.25 from 40",
            "epoch 4 at 0.05",
            "epoch 5 at 0.025");
    assertThat(judgement.bestWeights()).isEmpty();
  }

  @Test
  void keepsTheWeightsOfTheBestEpoch() {
    EarlyStopping early = new EarlyStopping("accuracy", 2, 0, true);
    EpochJudge judge = judge(early, OptimizerSettings.SGD);
    Judgement judgement = judgement(judge, early, UnaryOperator.identity());
    RunState state = judge.begin();
    for (double accuracy : new double[] {0.5, 0.7, 0.7, 0.6}) {
      state = judgement.of(state, result(state, 1, accuracy));
    }
    assertThat(state.stopped()).startsWith("accuracy has not been better than 0.7");
    assertThat(judgement.bestWeights()).hasValue(new float[] {20});
    assertThat(done).filteredOn(line -> line.startsWith("weights")).hasSize(2);
  }

  @Test
  void pullsNoWeightsThatNobodyRestores() {
    EarlyStopping early = new EarlyStopping("accuracy", 2, 0, false);
    EpochJudge judge = judge(early, OptimizerSettings.SGD);
    judgement(judge, early, UnaryOperator.identity())
        .of(judge.begin(), result(judge.begin(), 1, 0.5));
    assertThat(done).containsExactly("epoch 1 at 0.1");
  }

  @Test
  void theReviewHasTheLastWord() {
    EpochJudge judge = judge(null, OptimizerSettings.SGD);
    RunState state =
        judgement(judge, null, judged -> judged.stop("seen enough"))
            .of(judge.begin(), result(judge.begin(), 1, 0.5));
    assertThat(state.stopped()).isEqualTo("seen enough");
  }
}
