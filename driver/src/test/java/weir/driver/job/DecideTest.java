package weir.driver.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import weir.driver.LocalSpark;
import weir.driver.UserInputException;
import weir.driver.config.DataFormat;
import weir.driver.config.text.JobFile;
import weir.driver.evaluate.ModelEvaluator;
import weir.driver.evaluate.Predictor;
import weir.driver.files.Location;
import weir.driver.model.ModelFile;
import weir.driver.model.TrainedModel;
import weir.driver.report.Report;
import weir.driver.report.ReportJson;
import weir.driver.report.ReportReader;
import weir.driver.report.Summary;
import weir.driver.report.TrainingListener;

/** Of two classes the positive one is told above a threshold that the job gives, or has picked. */
class DecideTest {
  private static final String JOB =
      """
      data: {train: d.csv, label: y, validation: v.csv, test: v.csv}
      model: {layers: [{dense: 1}]}
      loss: binaryCrossEntropy
      optimizer: {sgd: {learningRate: 0.1}}
      train: {epochs: 3, batchSize: 16, virtualWorkers: 2, seed: 3}
      """;
  private static final String TWO_OUTPUTS = "model={layers: [{dense: 2}]}";

  @TempDir Path folder;

  /** One row of five is a yes, and whether it is is hard to see. */
  @BeforeEach
  void writeRows() throws IOException {
    Random random = new Random(7);
    for (String file : List.of("d.csv", "v.csv")) {
      List<String> lines = new ArrayList<>(List.of("a,b,y"));
      for (int row = 0; row < 300; row++) {
        boolean yes = random.nextInt(5) == 0;
        double a = random.nextGaussian() + (yes ? 1 : 0);
        lines.add(a + "," + random.nextGaussian() + "," + (yes ? "yes" : "no"));
      }
      Files.write(folder.resolve(file), lines);
    }
  }

  private TrainingJob.Outcome train(String... overrides) throws Exception {
    Files.writeString(folder.resolve("job.yaml"), JOB);
    return new TrainingJob(LocalSpark.session(), new TrainingListener() {})
        .run(JobFile.read(Location.of(folder.resolve("job.yaml")), List.of(overrides)));
  }

  private TrainedModel stored(TrainedModel model) throws IOException {
    ModelFile.write(model, Location.of(folder.resolve("model")));
    return ModelFile.read(Location.of(folder.resolve("model")));
  }

  private List<Row> predictions(TrainedModel model) {
    return new Predictor(LocalSpark.session(), model)
        .rows(List.of(folder.resolve("v.csv").toString()), DataFormat.CSV)
        .collectAsList();
  }

  private static long told(Report.Results results) {
    return results.confusion().get(0).get(1) + results.confusion().get(1).get(1);
  }

  /** The stored model tells the same to whoever asks. */
  private void tellsAlike(TrainingJob.Outcome outcome) throws IOException {
    TrainedModel model = stored(outcome.model());
    assertThat(model.threshold()).isEqualTo(outcome.model().threshold());
    double threshold = model.threshold().probability();
    Report.Results test = outcome.report().results();
    Report.Results evaluated =
        new ModelEvaluator(LocalSpark.session(), model, line -> {})
            .evaluate(List.of(folder.resolve("v.csv").toString()), DataFormat.CSV);
    assertThat(evaluated.metrics()).isEqualTo(test.metrics());
    assertThat(evaluated.confusion()).isEqualTo(test.confusion());
    assertThat(evaluated.positive()).isEqualTo(new Report.Positive("yes", threshold));
    assertThat(Summary.of(evaluated))
        .contains(
            String.format(
                "positive class: yes, told where its probability is above %.4f\n", threshold));
    List<Row> rows = predictions(model);
    for (Row row : rows) {
      double probability = row.getAs("probability_yes");
      assertThat(row.<String>getAs("prediction")).isEqualTo(probability > threshold ? "yes" : "no");
    }
    assertThat(rows.stream().filter(row -> row.getAs("prediction").equals("yes")))
        .hasSize((int) told(test));
  }

  @Test
  void aThresholdThatIsGivenHoldsForWhoeverTellsClasses() throws Exception {
    TrainingJob.Outcome half = train();
    TrainingJob.Outcome low = train("train.decide={threshold: 0.2}");
    assertThat(low.report().weightsSha256()).isEqualTo(half.report().weightsSha256());
    assertThat(told(low.report().results())).isGreaterThan(told(half.report().results()));
    tellsAlike(low);
    // Validation rows are the test rows here, so metrics.jsonl speaks of the threshold too.
    assertThat(low.report().validation().metrics().get("accuracy"))
        .isEqualTo(low.report().results().metrics().get("accuracy"));
    assertThat(low.report().results().metrics().get("rocAuc"))
        .isEqualTo(half.report().results().metrics().get("rocAuc"));
    tellsAlike(train("train.decide={threshold: 0.2}", TWO_OUTPUTS, "loss=crossEntropy"));
  }

  @Test
  void aThresholdIsPickedAfterTrainingByValidationRows() throws Exception {
    for (String metric : List.of("f1", "accuracy", "balancedAccuracy", "f1Macro", "f1Weighted")) {
      TrainingJob.Outcome outcome = train("train.decide={metric: " + metric + "}");
      Report.Results test = outcome.report().results();
      // Validation rows are the test rows here: the same value, counted there.
      double value =
          switch (metric) {
            case "f1" -> test.classes().get(1).f1().value();
            case "balancedAccuracy" -> test.metrics().get("recallMacro").value();
            default -> test.metrics().get(metric).value();
          };
      assertThat(outcome.report().decided().metric()).isEqualTo(metric);
      assertThat(outcome.report().decided().value()).as(metric).isCloseTo(value, within(1e-12));
      assertThat(value).as(metric).isEqualTo(highest(metric, outcome.model()), within(1e-12));
    }
  }

  /** Over all thresholds between distinct probabilities. */
  private double highest(String metric, TrainedModel model) {
    List<Row> rows = predictions(model);
    double highest = 0;
    for (Row least : rows) {
      double[][] counts = new double[2][2];
      for (Row row : rows) {
        boolean told =
            row.<Double>getAs("probability_yes") >= least.<Double>getAs("probability_yes");
        counts[row.getAs("y").equals("yes") ? 1 : 0][told ? 1 : 0]++;
      }
      highest = Math.max(highest, value(metric, counts));
    }
    return highest;
  }

  private static double value(String metric, double[][] counts) {
    double no = counts[0][0] + counts[0][1];
    double yes = counts[1][0] + counts[1][1];
    double wrong = counts[0][1] + counts[1][0];
    double f1Yes = 2 * counts[1][1] / (2 * counts[1][1] + wrong);
    double f1No = 2 * counts[0][0] / (2 * counts[0][0] + wrong);
    return switch (metric) {
      case "f1" -> f1Yes;
      case "f1Macro" -> (f1Yes + f1No) / 2;
      case "f1Weighted" -> (yes * f1Yes + no * f1No) / (yes + no);
      case "accuracy" -> 1 - wrong / (yes + no);
      default -> (counts[0][0] / no + counts[1][1] / yes) / 2;
    };
  }

  @Test
  void whatIsPickedIsToldAndTheSameWhateverTheCluster() throws Exception {
    TrainingJob.Outcome one = train("train.decide={metric: f1}", "cluster.workers=1");
    TrainingJob.Outcome two =
        train("train.decide={metric: f1}", "cluster.workers=2", "cluster.shards=2");
    assertThat(two.model().threshold()).isEqualTo(one.model().threshold());
    assertThat(one.model().threshold().probability()).isStrictlyBetween(0.0, 0.5);
    tellsAlike(one);
    Report report = one.report();
    JsonNode json = new ObjectMapper().readTree(ReportJson.text(report));
    assertThat(json.get("threshold").asDouble()).isEqualTo(one.model().threshold().probability());
    assertThat(json.get("decided").toString())
        .isEqualTo("{\"metric\":\"f1\",\"value\":" + report.decided().value() + "}");
    assertThat(ReportReader.read(ReportJson.text(report))).isEqualTo(report);
    assertThat(Summary.of(report))
        .contains(
            String.format(
                "threshold picked by validation rows: their f1 is %.4f\n",
                report.decided().value()));
    assertThat(JobFile.write(one.model().job())).contains("decide:\n    metric: f1\n");
  }

  @Test
  void theEpochThatIsKeptPicks() throws Exception {
    TrainingJob.Outcome kept =
        train(
            "train.decide={metric: f1}",
            "train.epochs=8",
            "optimizer={sgd: {learningRate: 8}}",
            "train.earlyStopping={metric: loss, patience: 7}");
    assertThat(kept.report().run().bestEpoch()).isLessThan(8);
    assertThat(kept.report().decided().value())
        .isCloseTo(kept.report().results().classes().get(1).f1().value(), within(1e-12));
  }

  private void refused(String message, String... overrides) {
    assertThatThrownBy(() -> train(overrides))
        .isInstanceOf(UserInputException.class)
        .hasMessageEndingWith(message);
  }

  @Test
  void whatCannotBeDecidedIsRefusedBeforeTraining() throws Exception {
    refused(
        "train.decide.threshold=1.5 (expected: 0 < threshold < 1); set train.decide.threshold",
        "train.decide={threshold: 1.5}");
    refused(
        "train.decide.threshold=0.0 (expected: 0 < threshold < 1); set train.decide.threshold",
        "train.decide={threshold: 0}");
    refused(
        "train.decide.metric=rocAuc (expected: one of f1, f1Macro, f1Weighted, accuracy,"
            + " balancedAccuracy)",
        "train.decide={metric: rocAuc}");
    refused(
        "train.decide={threshold: 0.3, metric: f1} (expected: a threshold, or a metric to pick one"
            + " by); set train.decide",
        "train.decide={threshold: 0.3, metric: f1}");
    refused(
        "train.decide={} (expected: a threshold, or a metric to pick one by); set train.decide",
        "train.decide={}");
    refused(
        "train.decide={threshold: 0.3} (expected: one label of two classes beside it); set"
            + " train.decide",
        "train.decide={threshold: 0.3}",
        "loss=meanSquaredError",
        "data.label=b");
    refused(
        "train.decide={threshold: 0.3} (expected: one label of two classes beside it); set"
            + " train.decide",
        "train.decide={threshold: 0.3}",
        "data.label=[a, b]");
  }

  @Test
  void threeClassesHaveNoThreshold() throws Exception {
    Files.writeString(folder.resolve("v.csv"), "a,b,y\n1,2,no\n2,3,yes\n4,1,maybe\n");
    refused(
        "train.decide={threshold: 0.3}: the label has 3 classes (expected: one label of two"
            + " classes); leave train.decide out",
        "train.decide={threshold: 0.3}",
        "model={layers: [{dense: 3}]}",
        "loss=crossEntropy",
        "data.train=v.csv");
    Files.writeString(folder.resolve("v.csv"), "a,b,y\n1,2,0.5\n2,3,1\n4,1,0\n");
    refused(
        "train.decide={threshold: 0.3}: the label is a number (expected: one label of two"
            + " classes); leave train.decide out",
        "train.decide={threshold: 0.3}",
        "data.train=v.csv");
  }

  @Test
  void aMetricNeedsValidationRowsOfBothClasses() throws Exception {
    String noValidation = JOB.replace("validation: v.csv, ", "");
    Files.writeString(folder.resolve("none.yaml"), noValidation);
    assertThatThrownBy(
            () ->
                JobFile.read(
                    Location.of(folder.resolve("none.yaml")), List.of("train.decide={metric: f1}")))
        .isInstanceOf(UserInputException.class)
        .hasMessageEndingWith(
            "train.decide.metric=f1 (expected: validation rows to compute it on; set"
                + " data.validation or data.validationFraction); set train.decide.metric");
    Files.writeString(folder.resolve("v.csv"), "a,b,y\n1,2,no\n2,3,no\n");
    refused(
        "train.decide.metric=f1: no validation row is of class yes (expected: rows of both classes"
            + " to pick a threshold by); set train.decide.threshold, or other validation rows",
        "train.decide={metric: f1}");
  }
}
