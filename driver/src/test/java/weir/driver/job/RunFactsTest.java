package weir.driver.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import weir.driver.LocalSpark;
import weir.driver.config.text.JobFile;
import weir.driver.files.Location;
import weir.driver.report.EpochSummary;
import weir.driver.report.HtmlReport;
import weir.driver.report.Pictures;
import weir.driver.report.Report;
import weir.driver.report.ReportJson;
import weir.driver.report.Summary;
import weir.driver.report.TrainingListener;

/** A report says what was trained on what, and how well its validation rows are told. */
class RunFactsTest {
  private static final String JOB =
      """
      data: {train: d.csv, label: y, validationFraction: 0.2, testFraction: 0.1}
      model: {layers: [{dense: {units: 4, activation: relu}}, {dense: 2}]}
      loss: crossEntropy
      optimizer: {sgd: {learningRate: 0.1}}
      train: {epochs: 6, batchSize: 16, seed: 3}
      """;
  private static final String TEXT =
      """
      data:
        {train: t.txt, label: next, split: time, validationFraction: 0.1,
         prepare: [{characters: {steps: 8, vocabulary: 29}}]}
      model: {layers: [{embedding: {vocabulary: 29, units: 8}}, {dense: 29}]}
      loss: crossEntropy
      optimizer: {adam: 0.01}
      train: {epochs: 2, batchSize: 16, seed: 3}
      """;

  private static final String OWN_TEST =
      JOB.replace("validationFraction: 0.2, testFraction: 0.1", "test: d.csv");

  @TempDir Path folder;
  private final List<EpochSummary> epochs = new ArrayList<>();

  private Report train(String job, String... overrides) throws Exception {
    Files.writeString(folder.resolve("job.yaml"), job);
    TrainingListener listener =
        new TrainingListener() {
          @Override
          public void epochEnded(EpochSummary summary) {
            epochs.add(summary);
          }
        };
    return new TrainingJob(LocalSpark.session(), listener)
        .run(JobFile.read(Location.of(folder.resolve("job.yaml")), List.of(overrides)))
        .report();
  }

  @BeforeEach
  void writeRows() throws IOException {
    List<String> lines = new ArrayList<>(List.of("a,b,y"));
    for (int row = 0; row < 300; row++) {
      lines.add(row % 17 + "." + row + "," + row % 5 + "," + (row % 17 > 11 ? "yes" : "no"));
    }
    Files.write(folder.resolve("d.csv"), lines);
  }

  private static JsonNode json(Report report) throws IOException {
    return new ObjectMapper().readTree(ReportJson.text(report));
  }

  /** Digit by digit what the line of the epoch in metrics.jsonl has. */
  private void tellsEpoch(JsonNode validation, int number) {
    EpochSummary epoch = epochs.get(number - 1);
    assertThat(validation.get("epoch").asInt()).isEqualTo(number);
    assertThat(validation.get("loss").asDouble()).isEqualTo(epoch.validation().get("loss"));
    for (Map.Entry<String, Double> metric : epoch.validation().entrySet()) {
      if (!metric.getKey().equals("loss")) {
        assertThat(validation.get("metrics").get(metric.getKey()).asDouble())
            .as(metric.getKey())
            .isEqualTo(metric.getValue());
      }
    }
    assertThat(validation.get("metrics").size()).isEqualTo(epoch.validation().size() - 1);
  }

  @Test
  void theValidationRowsAreToldAtTheLastEpoch() throws Exception {
    Report report = train(JOB);
    assertThat(epochs).hasSize(6);
    tellsEpoch(json(report).get("validation"), 6);
    assertThat(json(report).has("bestEpoch")).isFalse();
    assertThat(Summary.of(report))
        .containsPattern("\n {2} +train  validation +test\n {2}loss +0\\.\\d{4} +0\\.\\d{4} +0\\.")
        .containsPattern("\n {2}accuracy +[01]\\.\\d{4} +[01]\\.\\d{4}\n")
        .contains("validation: after epoch 6, whose weights are kept\n");
  }

  @Test
  void theValidationRowsAreToldAtTheBestEpochWhereItsWeightsAreKept() throws Exception {
    String diverging = "optimizer={sgd: {learningRate: 3}}";
    String stopping = "train.earlyStopping={metric: loss, patience: 2, restore: ";
    JsonNode kept = json(train(JOB, diverging, stopping + "true}"));
    int best = kept.get("bestEpoch").asInt();
    assertThat(best).isLessThan(epochs.size());
    tellsEpoch(kept.get("validation"), best);

    int all = epochs.size();
    epochs.clear();
    Report last = train(JOB, diverging, stopping + "false}");
    assertThat(epochs).hasSize(all);
    assertThat(json(last).get("bestEpoch").asInt()).isEqualTo(best);
    tellsEpoch(json(last).get("validation"), all);
    assertThat(Summary.of(last)).contains("\nbest epoch: " + best + "\n");
  }

  @Test
  void aLanguageModelTellsItsPerplexity() throws Exception {
    Files.writeString(folder.resolve("t.txt"), "abcdefghijklmnopqrstuvwxyz\n".repeat(120));
    Report report = train(TEXT);
    tellsEpoch(json(report).get("validation"), 2);
    JsonNode metrics = json(report).get("validation").get("metrics");
    assertThat(metrics.get("perplexity").asDouble())
        .isEqualTo(StrictMath.exp(metrics.get("logLoss").asDouble()));
    assertThat(Summary.of(report)).containsPattern("\n {2}perplexity +\\d+\\.\\d{4}");
  }

  @Test
  void whatWasTrainedOnWhatIsInTheReport() throws Exception {
    Instant before = Instant.now().minusSeconds(1);
    Report report = train(JOB, "data.split=random");
    JsonNode json = json(report);
    assertThat(json.get("rows").toString())
        .isEqualTo(
            "{\"training\":210,\"validation\":{\"rows\":60,\"asked\":0.2,\"share\":0.2},"
                + "\"test\":{\"rows\":30,\"asked\":0.1,\"share\":0.1}}");
    assertThat(Instant.parse(json.get("started").asText())).isBetween(before, Instant.now());
    assertThat(json.get("seed").asLong()).isEqualTo(3);
    assertThat(json.get("network").get(0).asText())
        .startsWith("{dense: {units: 4, activation: relu");
    assertThat(json.get("network")).hasSize(2);
    assertThat(json.get("optimizer").asText()).startsWith("{sgd: {learningRate: 0.1");
    assertThat(json.get("positive").asText()).isEqualTo("yes");
    assertThat(Summary.of(report))
        .contains(
            "rows: 210 training, 60 validation (20.0 %, asked for 20.0 %), 30 test (10.0 %, asked"
                + " for 10.0 %)\n")
        .contains("\npositive class: yes\n");
    assertThat(HtmlReport.of(report, new Pictures(Map.of())))
        .contains("rows: 210 training", "positive class: yes")
        .contains("<th>seed</th><td>3</td>", "<th>optimizer</th><td>{sgd: {learningRate: 0.1")
        .contains("<th>network</th><td>{dense: {units: 4", "<th>started</th><td>20");
  }

  @Test
  void rowsOfTheirOwnFilesHaveNoShare() throws Exception {
    Report report = train(OWN_TEST);
    assertThat(json(report).get("rows").toString())
        .isEqualTo("{\"training\":300,\"validation\":{\"rows\":0},\"test\":{\"rows\":300}}");
    assertThat(json(report).has("validation")).isFalse();
    assertThat(Summary.of(report))
        .contains("\nrows: 300 training, 300 test\n", "\n  test loss ")
        .doesNotContain("validation");
  }

  @Test
  void onlyWhereTwoClassesAreToldApartOneIsPositive() throws Exception {
    String[] regression = {
      "loss=meanSquaredError", "model={layers: [{dense: 1}]}", "data.label=b", "optimizer=adam"
    };
    assertThat(json(train(JOB, with(regression, "data.features=[a]"))).has("positive")).isFalse();
    assertThat(
            json(train(JOB, "data.label=b", "data.features=[a]", "model={layers: [{dense: 5}]}"))
                .has("positive"))
        .isFalse();
  }

  private static String[] with(String[] overrides, String more) {
    List<String> all = new ArrayList<>(List.of(overrides));
    all.add(more);
    return all.toArray(String[]::new);
  }
}
