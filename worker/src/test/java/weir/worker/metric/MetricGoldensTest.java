package weir.worker.metric;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.IntToDoubleFunction;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import weir.reference.GoldenCase;
import weir.reference.Goldens;

/** Every case of metrics.json: in one piece, and split at random, encoded, decoded and merged. */
class MetricGoldensTest {
  private static final double TOLERANCE = 1e-9;
  private static final int SPLITS = 20;

  /** How the rows of a case are counted in parts and the parts put together. */
  private record Sums<P>(
      Supplier<P> empty, BiConsumer<P, Integer> add, BiConsumer<P, P> merge, Function<P, P> copy) {

    /** The partials of attempt 0 (one part) to SPLITS (2 to 6 parts, some perhaps empty). */
    List<P> attempts(int rows) {
      List<P> results = new ArrayList<>();
      for (int attempt = 0; attempt <= SPLITS; attempt++) {
        Random random = new Random(attempt);
        List<P> parts = new ArrayList<>();
        int count = attempt == 0 ? 1 : 2 + random.nextInt(5);
        for (int part = 0; part < count; part++) {
          parts.add(empty.get());
        }
        for (int row = 0; row < rows; row++) {
          add.accept(parts.get(random.nextInt(count)), row);
        }
        parts.replaceAll(copy::apply);
        while (parts.size() > 1) {
          P left = parts.remove(random.nextInt(parts.size()));
          P right = parts.remove(random.nextInt(parts.size()));
          merge.accept(left, right);
          parts.add(left);
        }
        results.add(parts.get(0));
      }
      return results;
    }
  }

  private static PartialReader written(Consumer<PartialWriter> write) {
    PartialWriter writer = new PartialWriter();
    write.accept(writer);
    return new PartialReader(writer.toBytes());
  }

  private static <P> P ended(PartialReader reader, P value) {
    reader.end();
    return value;
  }

  static Stream<GoldenCase> classification() {
    return GoldenCase.ofKind("metrics", "classification").stream();
  }

  @ParameterizedTest
  @MethodSource
  void classification(GoldenCase golden) {
    int classes = golden.config().get("classes").asInt();
    int[] truth = golden.tensor("y_true").ints();
    int[] predicted = golden.tensor("y_pred").ints();
    var sums =
        new Sums<ConfusionMatrix>(
            () -> new ConfusionMatrix(classes),
            (part, row) -> part.add(truth[row], predicted[row]),
            ConfusionMatrix::merge,
            part -> {
              PartialReader reader = written(part::write);
              return ended(reader, ConfusionMatrix.read(reader, classes));
            });
    for (ConfusionMatrix matrix : sums.attempts(truth.length)) {
      check(golden, "accuracy", matrix.accuracy());
      int[] counts = golden.tensor("confusion_matrix").ints();
      for (int i = 0; i < counts.length; i++) {
        assertThat(matrix.count(i / classes, i % classes)).isEqualTo(counts[i]);
      }
      List<ConfusionMatrix.Scores> perClass = new ArrayList<>();
      for (int index = 0; index < classes; index++) {
        perClass.add(matrix.ofClass(index));
      }
      checkScores(golden, "per_class", perClass);
      checkScores(golden, "macro", List.of(matrix.macro()));
      checkScores(golden, "micro", List.of(matrix.micro()));
      checkScores(golden, "weighted", List.of(matrix.weighted()));
    }
  }

  private static void checkScores(
      GoldenCase golden, String kind, List<ConfusionMatrix.Scores> scores) {
    check(golden, "precision_" + kind, array(scores, ConfusionMatrix.Scores::precision));
    check(golden, "recall_" + kind, array(scores, ConfusionMatrix.Scores::recall));
    check(golden, "f1_" + kind, array(scores, ConfusionMatrix.Scores::f1));
  }

  private static double[] array(
      List<ConfusionMatrix.Scores> scores, ToDoubleFunction<ConfusionMatrix.Scores> value) {
    return scores.stream().mapToDouble(value).toArray();
  }

  static Stream<GoldenCase> binaryScores() {
    return GoldenCase.ofKind("metrics", "binary_scores").stream();
  }

  @ParameterizedTest
  @MethodSource
  void binaryScores(GoldenCase golden) {
    int[] truth = golden.tensor("y_true").ints();
    double[] scores = golden.tensor("scores").data();
    var sums =
        new Sums<ScoreCounts>(
            ScoreCounts::new,
            (part, row) -> part.add((float) scores[row], truth[row] == 1),
            ScoreCounts::merge,
            part -> {
              PartialReader reader = written(part::write);
              return ended(reader, ScoreCounts.read(reader));
            });
    for (ScoreCounts counts : sums.attempts(truth.length)) {
      checkIfThere(golden, "roc_auc", counts.rocAuc());
      checkIfThere(golden, "average_precision", counts.averagePrecision());
    }
    checkLogLoss(golden, row -> truth[row] == 1 ? scores[row] : 1 - scores[row]);
  }

  static Stream<GoldenCase> classProbabilities() {
    return GoldenCase.ofKind("metrics", "class_probabilities").stream();
  }

  @ParameterizedTest
  @MethodSource
  void classProbabilities(GoldenCase golden) {
    int classes = golden.config().get("classes").asInt();
    int[] truth = golden.tensor("y_true").ints();
    float[] probabilities = golden.tensor("probabilities").floats();
    List<Integer> listed = new ArrayList<>();
    for (JsonNode k : golden.config().get("k")) {
      listed.add(k.asInt());
    }
    int[] ks = listed.stream().mapToInt(Integer::intValue).toArray();
    var sums =
        new Sums<TopK>(
            () -> new TopK(ks),
            (part, row) -> part.add(probabilities, row * classes, classes, truth[row]),
            TopK::merge,
            part -> {
              PartialReader reader = written(part::write);
              return ended(reader, TopK.read(reader, ks));
            });
    for (TopK top : sums.attempts(truth.length)) {
      double[] accuracies = new double[ks.length];
      Arrays.setAll(accuracies, top::accuracy);
      check(golden, "top_k_accuracy", accuracies);
    }
    checkLogLoss(golden, row -> probabilities[row * classes + truth[row]]);
  }

  private static void checkLogLoss(GoldenCase golden, IntToDoubleFunction probabilityOfTruth) {
    var sums =
        new Sums<MeanOfSums>(
            MeanOfSums::new,
            (part, row) ->
                part.add(LogLoss.ofProbability(probabilityOfTruth.applyAsDouble(row)), 1),
            MeanOfSums::merge,
            part -> {
              PartialReader reader = written(part::write);
              return ended(reader, MeanOfSums.read(reader));
            });
    for (MeanOfSums logLoss : sums.attempts(golden.tensor("y_true").data().length)) {
      check(golden, "log_loss", logLoss.mean());
    }
  }

  static Stream<GoldenCase> regression() {
    return GoldenCase.ofKind("metrics", "regression").stream();
  }

  @ParameterizedTest
  @MethodSource
  void regression(GoldenCase golden) {
    double[] truth = golden.tensor("y_true").data();
    double[] predicted = golden.tensor("y_pred").data();
    var sums =
        new Sums<RegressionMoments>(
            RegressionMoments::new,
            (part, row) -> part.add(truth[row], predicted[row]),
            RegressionMoments::merge,
            part -> {
              PartialReader reader = written(part::write);
              return ended(reader, RegressionMoments.read(reader));
            });
    for (RegressionMoments moments : sums.attempts(truth.length)) {
      check(golden, "mse", moments.meanSquaredError());
      check(golden, "rmse", Math.sqrt(moments.meanSquaredError()));
      check(golden, "mae", moments.meanAbsoluteError());
      check(golden, "r2", moments.rSquared());
      check(golden, "explained_variance", moments.explainedVariance());
    }
  }

  private static void checkIfThere(GoldenCase golden, String name, double actual) {
    if (golden.has(name)) {
      check(golden, name, actual);
    } else {
      assertThat(actual).as(name).isNaN();
    }
  }

  private static void check(GoldenCase golden, String name, double... actual) {
    Goldens.assertClose(actual, golden.tensor(name).data(), TOLERANCE);
  }
}
