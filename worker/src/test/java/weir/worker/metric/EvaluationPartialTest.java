package weir.worker.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import weir.proto.partition.SumTree;
import weir.worker.metric.MetricSpec.Kind;

class EvaluationPartialTest {
  private static final List<MetricSpec> CLASSES = List.of(new MetricSpec(Kind.CLASSES, 4));
  private static final List<MetricSpec> TWO_CLASSES = List.of(new MetricSpec(Kind.CLASSES, 2));
  private static final List<MetricSpec> BINARY = List.of(new MetricSpec(Kind.BINARY, 1));
  private static final List<MetricSpec> REGRESSION = List.of(new MetricSpec(Kind.REGRESSION, 2));

  @Property(tries = 100)
  void decodesWhatItEncodes(@ForAll @IntRange(max = 50) int rows, @ForAll long seed) {
    for (List<MetricSpec> specs : List.of(CLASSES, TWO_CLASSES, BINARY, REGRESSION)) {
      EvaluationPartial partial = random(specs, rows, new Random(seed));
      EvaluationPartial decoded = EvaluationPartial.decode(specs, partial.encode());
      assertThat(decoded.evaluation()).isEqualTo(partial.evaluation());
      assertThat(decoded.encode()).isEqualTo(partial.encode());
    }
  }

  @Property(tries = 100)
  void damagedBytesAreAnErrorOrAnotherPartial(
      @ForAll long seed, @ForAll @IntRange(max = 1000) int place) {
    Random random = new Random(seed);
    for (List<MetricSpec> specs : List.of(CLASSES, BINARY, REGRESSION)) {
      byte[] bytes = random(specs, 20, random).encode();
      byte[] cut = Arrays.copyOf(bytes, place % bytes.length);
      assertThatThrownBy(() -> EvaluationPartial.decode(specs, cut))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("partial of ");
      byte[] longer = Arrays.copyOf(bytes, bytes.length + 1);
      assertThatThrownBy(() -> EvaluationPartial.decode(specs, longer))
          .isInstanceOf(IllegalArgumentException.class);
      bytes[place % bytes.length] ^= (byte) (1 + random.nextInt(255));
      try {
        assertThat(EvaluationPartial.decode(specs, bytes)).isNotNull();
      } catch (IllegalArgumentException refused) {
        assertThat(refused).hasMessageContaining("partial of ");
      }
    }
  }

  @Property(tries = 50)
  void mergesInTreeOrderWhateverIsMissingAndWhoeverMergedSubtrees(
      @ForAll @IntRange(min = 0, max = 255) int present, @ForAll long seed) {
    TreeMap<Integer, byte[]> byLeaf = new TreeMap<>();
    long rows = 0;
    for (int leaf = 0; leaf < 8; leaf++) {
      if ((present & (1 << leaf)) != 0) {
        byLeaf.put(leaf, random(REGRESSION, leaf, new Random(seed + leaf)).encode());
        rows += leaf;
      }
    }
    TreeMap<Integer, byte[]> subtrees = new TreeMap<>();
    for (SumTree.Node node : List.of(new SumTree.Node(2, 0), new SumTree.Node(1, 2))) {
      EvaluationPartial.Leaves<RuntimeException> leaves =
          leaf -> byLeaf.containsKey(leaf) ? decoded(byLeaf.get(leaf)) : null;
      EvaluationPartial.merged(leaves, node)
          .ifPresent(partial -> subtrees.put(node.firstLeaf(), partial.encode()));
    }
    byLeaf.forEach((leaf, bytes) -> subtrees.computeIfAbsent(leaf, any -> leaf < 6 ? null : bytes));
    SumTree tree = new SumTree(8);
    byte[] atOnce = Evaluator.merged(REGRESSION, byLeaf, tree).encode();
    assertThat(Evaluator.merged(REGRESSION, subtrees, tree).encode()).isEqualTo(atOnce);
    assertThat(decoded(atOnce).evaluation().rows()).isEqualTo(rows);
  }

  private static EvaluationPartial decoded(byte[] bytes) {
    return EvaluationPartial.decode(REGRESSION, bytes);
  }

  @Example
  void namesMetricsAsTheReportDoes() {
    assertThat(random(CLASSES, 9, new Random(1)).evaluation().metrics().keySet())
        .contains("accuracy", "f1Macro", "precisionMicro", "recallWeighted", "logLoss", "top3")
        .doesNotContain("rocAuc", "top5");
    assertThat(random(TWO_CLASSES, 9, new Random(1)).evaluation().metrics().keySet())
        .contains("accuracy", "rocAuc", "prAuc", "logLoss")
        .doesNotContain("top3");
    assertThat(random(BINARY, 9, new Random(1)).evaluation().metrics().keySet())
        .contains("accuracy", "f1Macro", "rocAuc", "prAuc", "logLoss");
    assertThat(random(REGRESSION, 9, new Random(1)).evaluation().metrics().keySet())
        .containsExactly("mse", "rmse", "mae", "r2", "explainedVariance");
  }

  @Example
  void aMetricThatCannotBeToldSaysWhy() {
    EvaluationPartial partial = new EvaluationPartial(BINARY);
    partial.addRows(2, 1, 2);
    partial.addOutput(0, new float[] {1, -2}, new float[] {1, 1}, 2);
    Evaluation evaluation = partial.evaluation();
    assertThat(evaluation.metrics().get("rocAuc")).isNaN();
    assertThat(evaluation.reasons()).isEqualTo(Map.of("rocAuc", "only one class occurs"));
    assertThat(evaluation.metrics().get("accuracy")).isEqualTo(0.5);
    partial.addRows(1, Double.NaN, 1);
    partial.addOutput(0, new float[] {Float.NaN}, new float[] {0}, 1);
    assertThat(partial.evaluation().reasons())
        .containsOnlyKeys("rocAuc", "prAuc", "logLoss", "loss")
        .allSatisfy((metric, why) -> assertThat(why).isEqualTo("an output is not a number"));
    partial = new EvaluationPartial(REGRESSION);
    partial.addRows(1, 0, 0);
    partial.addOutput(0, new float[] {Float.POSITIVE_INFINITY, 1}, new float[] {1, 1}, 1);
    assertThat(partial.evaluation().reasons())
        .containsEntry("loss", "the class weights of all rows are 0")
        .containsEntry("mae", "the value is Infinity");
    assertThat(new EvaluationPartial(REGRESSION).evaluation().reasons())
        .containsEntry("loss", "no rows")
        .containsEntry("r2", "no rows");
  }

  @Example
  void whatAConstantTruthLeavesToExplainCannotBeTold() {
    for (float predicted : new float[] {3, 4}) {
      EvaluationPartial partial = new EvaluationPartial(REGRESSION);
      partial.addRows(2, 0, 2);
      partial.addOutput(0, new float[] {predicted, 1, 5, 2}, new float[] {3, 1, 3, 2}, 2);
      Evaluation evaluation = partial.evaluation();
      assertThat(evaluation.reasons())
          .isEqualTo(
              Map.of("r2", "all labels are equal", "explainedVariance", "all labels are equal"));
      assertThat(evaluation.columns().get(0).r2()).isNaN();
      assertThat(evaluation.columns().get(1).r2()).isEqualTo(1);
    }
  }

  @Example
  void aNaNScoreMakesRankingNaNInsteadOfWrong() {
    ScoreCounts counts = new ScoreCounts();
    counts.add(1, true);
    counts.add(0, false);
    assertThat(counts.rocAuc()).isEqualTo(1);
    counts.add(Float.NaN, true);
    assertThat(counts.rocAuc()).isNaN();
    assertThat(counts.averagePrecision()).isNaN();
  }

  @Example
  void areaUnderCurveEqualsTheCountOfPairs() {
    Random random = new Random(5);
    ScoreCounts counts = new ScoreCounts();
    int rows = 20_000; // several merges of the buffer
    float[] scores = new float[rows];
    boolean[] positive = new boolean[rows];
    long[] below = new long[101];
    for (int row = 0; row < rows; row++) {
      positive[row] = random.nextInt(3) == 0;
      scores[row] = (random.nextInt(100) - 50 + (positive[row] ? 1 : 0)) * 0.25f;
      counts.add(scores[row] == 0 && random.nextBoolean() ? -0f : scores[row], positive[row]);
      if (!positive[row]) {
        below[Math.round(scores[row] * 4) + 50]++;
      }
    }
    double pairs = 0;
    long negatives = Arrays.stream(below).sum();
    for (int row = 0; row < rows; row++) {
      if (positive[row]) {
        int level = Math.round(scores[row] * 4) + 50;
        pairs += Arrays.stream(below, 0, level).sum() + 0.5 * below[level];
      }
    }
    assertThat(counts.distinct()).isLessThanOrEqualTo(101);
    assertThat(counts.rocAuc()).isCloseTo(pairs / negatives / (rows - negatives), within(1e-12));
  }

  @Example
  void momentsAreStableFarFromZero() {
    RegressionMoments moments = new RegressionMoments();
    RegressionMoments more = new RegressionMoments();
    for (int row = 0; row < 1000; row++) {
      (row % 2 == 0 ? moments : more).add(1e9 + row % 10, 1e9 + row % 10 + (row % 4) * 0.25);
    }
    moments.merge(more);
    // Var of 0..9 is 8.25; the error is 0, 0.25, 0.5, 0.75 in turn.
    assertThat(moments.rSquared()).isCloseTo(1 - 0.21875 / 8.25, within(1e-9));
    assertThat(moments.meanAbsoluteError()).isEqualTo(0.375);
  }

  @Example
  void logLossOfLogitsNeitherOverflowsNorVanishes() {
    assertThat(LogLoss.ofLogit(1000, 0)).isEqualTo(1000);
    assertThat(LogLoss.ofLogit(1000, 1)).isZero();
    assertThat(LogLoss.ofLogit(0, 1)).isCloseTo(Math.log(2), within(1e-15));
    assertThat(LogLoss.ofLogit(2, 0.25))
        .isCloseTo(0.25 * Math.log1p(Math.exp(-2)) + 0.75 * Math.log1p(Math.exp(2)), within(1e-15));
    assertThat(LogLoss.ofLogits(new float[] {9, 1000, -1000}, 1, 2, 1)).isEqualTo(2000);
    assertThat(LogLoss.ofLogits(new float[] {3, 3, 3}, 0, 3, 2))
        .isCloseTo(Math.log(3), within(1e-15));
  }

  @Example
  void aLabelOutOfRangeIsNamed() {
    EvaluationPartial partial = new EvaluationPartial(TWO_CLASSES);
    assertThatThrownBy(() -> partial.addOutput(0, new float[2], new float[] {2}, 1))
        .hasMessage("label=2 (expected: 0..1)");
  }

  private static EvaluationPartial random(List<MetricSpec> specs, int rows, Random random) {
    EvaluationPartial partial = new EvaluationPartial(specs);
    MetricSpec spec = specs.get(0);
    float[] outputs = new float[rows * spec.width()];
    float[] targets = new float[rows * spec.width()];
    for (int i = 0; i < outputs.length; i++) {
      outputs[i] = random.nextInt(64) / 16f - 2;
      targets[i] =
          switch (spec.kind()) {
            case CLASSES -> random.nextInt(spec.width());
            case BINARY -> random.nextInt(2);
            case REGRESSION -> random.nextInt(64) / 16f;
          };
    }
    partial.addRows(rows, rows * random.nextDouble(), rows);
    partial.addOutput(0, outputs, targets, rows);
    return partial;
  }
}
