package weir.worker.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where two classes part. */
class ThresholdTest {
  /** 40 rows; see {@link #GOLDENS}. */
  private static final float[] SCORES = {
    0.7f, -0.6f, 0.3f, -0.9f, -0.3f, -1.6f, -1.3f, 0.5f, -0.3f, -1.5f, 0.6f, 0.0f, -0.2f, 0.8f,
    1.4f, -2.1f, -0.2f, -0.2f, -2.6f, -0.5f, -1.1f, 1.2f, -1.2f, -0.8f, -0.5f, -1.7f, 1.0f, -0.9f,
    -0.3f, -0.1f, 0.3f, 1.0f, 0.2f, -0.2f, 0.5f, 2.2f, -2.4f, 1.3f, -0.3f, 0.3f
  };

  private static final int[] TRUTH = {
    1, 0, 0, 1, 1, 0, 1, 1, 0, 0, 0, 0, 0, 1, 1, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 1, 0, 1,
    1, 0, 0, 1, 0, 1, 0, 1
  };

  /**
   * By scikit-learn 1.9.1 over the distinct scores: the highest value, and the least score that
   * reaches it. f1 by {@code precision_recall_curve}, the others by {@code f1_score}, {@code
   * accuracy_score} and {@code balanced_accuracy_score}.
   */
  private static final Map<String, double[]> GOLDENS =
      new TreeMap<>(
          Map.of(
              "f1",
              new double[] {0.7500000000000001, -0.1},
              "f1Macro",
              new double[] {0.7916666666666667, -0.1},
              "f1Weighted",
              new double[] {0.8091151792524791, 0.7},
              "accuracy",
              new double[] {0.825, 0.7},
              "balancedAccuracy",
              new double[] {0.8, -0.1}));

  private static final Map<String, ToDoubleFunction<TwoClassCounts>> METRICS =
      Map.of(
          "f1", TwoClassCounts::f1,
          "f1Macro", TwoClassCounts::f1Macro,
          "f1Weighted", TwoClassCounts::f1Weighted,
          "accuracy", TwoClassCounts::accuracy,
          "balancedAccuracy", TwoClassCounts::balancedAccuracy);

  private static ScoreCounts counts(float[] scores, int[] truth) {
    ScoreCounts counts = new ScoreCounts();
    for (int row = 0; row < scores.length; row++) {
      counts.add(scores[row], truth[row] == 1);
    }
    return counts;
  }

  @Test
  void theHighestValueIsThatOfScikitLearn() {
    assertThat(GOLDENS.keySet()).isEqualTo(new TreeMap<>(METRICS).keySet());
    ScoreCounts counts = counts(SCORES, TRUTH);
    GOLDENS.forEach(
        (name, golden) -> {
          Threshold best = counts.best(METRICS.get(name));
          double value = METRICS.get(name).applyAsDouble(counts.above(best.logit()));
          assertThat(value).as(name).isCloseTo(golden[0], within(1e-12));
          assertThat(told(counts, best)).as(name).isEqualTo(told((float) golden[1]));
        });
  }

  private static long told(ScoreCounts counts, Threshold threshold) {
    TwoClassCounts above = counts.above(threshold.logit());
    return above.hits() + above.alarms();
  }

  private static long told(float least) {
    long told = 0;
    for (float score : SCORES) {
      told += score >= least ? 1 : 0;
    }
    return told;
  }

  @Test
  void theThresholdLiesMidwayBetweenTwoScores() {
    ScoreCounts apart = counts(new float[] {-3, -2, 2, 3}, new int[] {0, 0, 1, 1});
    assertThat(apart.best(TwoClassCounts::f1).probability()).isCloseTo(0.5, within(1e-15));
    assertThat(Threshold.HALF.logit()).isZero();
    ScoreCounts equal = counts(new float[] {0, 0}, new int[] {0, 1});
    assertThat(equal.best(TwoClassCounts::f1).probability()).isEqualTo(0.25);
  }

  @Test
  void ofEqualValuesTheLowestScoreIsTaken() {
    // Above 1 and above −1 two of four rows are right.
    ScoreCounts counts = counts(new float[] {-2, -1, 1, 2}, new int[] {1, 0, 1, 0});
    Threshold best = counts.best(TwoClassCounts::accuracy);
    assertThat(counts.above(best.logit())).isEqualTo(new TwoClassCounts(2, 2, 0, 0));
  }

  @Test
  void probabilitiesThatRoundToOneHaveAThresholdStill() {
    ScoreCounts counts = counts(new float[] {90, 100}, new int[] {0, 1});
    Threshold best = counts.best(TwoClassCounts::f1);
    assertThat(best.probability()).isLessThan(1);
    assertThat(counts.above(best.logit())).isEqualTo(new TwoClassCounts(1, 1, 0, 0));
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 1, -0.1, Double.NaN})
  void aThresholdIsBetweenZeroAndOne(double probability) {
    assertThatThrownBy(() -> new Threshold(probability))
        .hasMessage("threshold=" + probability + " (expected: 0 < threshold < 1)");
  }

  /** As the rows would be counted if each were told by the threshold. */
  @ParameterizedTest
  @EnumSource(
      value = MetricSpec.Kind.class,
      names = {"CLASSES", "BINARY"})
  void anEvaluationAtAThresholdCountsEachRowByIt(MetricSpec.Kind kind) {
    int width = kind == MetricSpec.Kind.CLASSES ? 2 : 1;
    Threshold threshold = new Threshold(0.7);
    EvaluationPartial partial = new EvaluationPartial(List.of(new MetricSpec(kind, width)));
    ConfusionMatrix expected = new ConfusionMatrix(2);
    Random random = new Random(5);
    for (int row = 0; row < 200; row++) {
      float[] logits = new float[width];
      for (int i = 0; i < width; i++) {
        logits[i] = (float) random.nextGaussian();
      }
      int truth = random.nextInt(2);
      float score = width == 1 ? logits[0] : logits[1] - logits[0];
      expected.add(truth, score > Math.log(0.7 / 0.3) ? 1 : 0);
      partial.addOutput(0, logits, new float[] {truth}, 1);
    }
    Evaluation told = partial.evaluation(threshold);
    assertThat(told.confusion())
        .isEqualTo(
            List.of(
                List.of(expected.count(0, 0), expected.count(0, 1)),
                List.of(expected.count(1, 0), expected.count(1, 1))));
    assertThat(told.metrics().get("accuracy")).isEqualTo(expected.accuracy());
    assertThat(told.metrics().get("rocAuc"))
        .isEqualTo(partial.evaluation().metrics().get("rocAuc"));
    assertThat(partial.counts(threshold).hits()).isEqualTo(expected.count(1, 1));
  }

  @Test
  void anOutputThatIsNoNumberIsNotPositive() {
    EvaluationPartial partial =
        new EvaluationPartial(List.of(new MetricSpec(MetricSpec.Kind.BINARY, 1)));
    partial.addOutput(0, new float[] {Float.NaN, 3}, new float[] {1, 1}, 2);
    assertThat(partial.evaluation(new Threshold(0.1)).confusion())
        .isEqualTo(List.of(List.of(0L, 0L), List.of(1L, 1L)));
  }
}
