package weir.driver.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import weir.driver.LocalSpark;
import weir.driver.UserInputException;
import weir.driver.config.DataFormat;
import weir.driver.config.JobSpec;
import weir.driver.evaluate.ModelEvaluator;
import weir.driver.evaluate.Predictor;
import weir.driver.files.Location;
import weir.driver.model.ModelFile;
import weir.driver.model.TrainedModel;
import weir.driver.report.Measure;
import weir.driver.report.TrainingListener;

/** Several labels a row, from a table to predictions. */
class SeveralTargetsTest {
  private static final String LINEAR = "model={layers: [{dense: 3}]}";

  @TempDir Path folder;

  /** u = 2a − b + 1, v = a + 3b, w = 1000 (a − b) − 500; p is 0 or 1, q in between. */
  private Path table() throws IOException {
    List<String> rows = new ArrayList<>(List.of("a,u,b,v,w,p,q"));
    for (int row = 0; row < 60; row++) {
      double a = row % 10 / 5.0 - 1;
      double b = row / 10 / 3.0 - 1;
      String labels =
          (2 * a - b + 1) + "," + b + "," + (a + 3 * b) + "," + (1000 * (a - b) - 500) + ",";
      rows.add(a + "," + labels + (a > 0 ? 1 : 0) + "," + 1 / (1 + Math.exp(-b)));
    }
    return Files.write(folder.resolve("table.csv"), rows);
  }

  private JobSpec job(String data, String... overrides) throws IOException {
    List<String> all = new ArrayList<>();
    Path table = table();
    all.add(
        "data={train: \"%s\", test: \"%s\", features: [a, b], %s}".formatted(table, table, data));
    all.addAll(
        List.of(
            "train={epochs: 400, batchSize: 60, virtualWorkers: 2}",
            "optimizer={ema: {learningRate: 0.5, beta: 0.5}}",
            "loss=meanSquaredError"));
    all.addAll(List.of(overrides));
    return Jobs.digits(folder, all.toArray(String[]::new));
  }

  private static TrainingJob.Outcome train(JobSpec job) throws InterruptedException {
    return new TrainingJob(LocalSpark.session(), new TrainingListener() {}).run(job);
  }

  @Test
  void aLinearNetworkFindsThreeLinesByFullBatches() throws Exception {
    JobSpec job = job("label: [u, v, w], prepare: [{standardize: [w]}]", LINEAR);
    TrainingJob.Outcome outcome = train(job);
    assertThat(outcome.report().run().steps()).as("one step an epoch").isEqualTo(400);
    Map<String, Measure> metrics = outcome.report().results().metrics();
    assertThat(metrics)
        .containsKeys("rmse", "mae", "r2", "u.rmse", "v.mae", "w.r2")
        .doesNotContainKey("a.rmse");
    assertThat(metrics.get("r2").value()).isCloseTo(1, within(1e-6));
    assertThat(metrics.get("w.mae").value()).as("in units of w").isBetween(1e-5, 1.0);
    assertThat(metrics.get("mae").value())
        .isCloseTo(
            (metrics.get("u.mae").value()
                    + metrics.get("v.mae").value()
                    + metrics.get("w.mae").value())
                / 3,
            within(1e-12));
    predictsOneColumnEach(outcome.model(), metrics);
  }

  private void predictsOneColumnEach(TrainedModel trained, Map<String, Measure> metrics)
      throws IOException {
    ModelFile.write(trained, Location.of(folder.resolve("model")));
    TrainedModel model = ModelFile.read(Location.of(folder.resolve("model")));
    List<String> table = List.of(folder.resolve("table.csv").toString());
    var rows = new Predictor(LocalSpark.session(), model).rows(table, DataFormat.CSV);
    assertThat(rows.columns()).endsWith("prediction_u", "prediction_v", "prediction_w");
    for (Row row : rows.collectAsList()) {
      double w = Double.parseDouble(row.getString(row.fieldIndex("w")));
      double predicted = row.getDouble(row.fieldIndex("prediction_w"));
      assertThat(predicted).isCloseTo(w, within(5.0));
    }
    var again =
        new ModelEvaluator(LocalSpark.session(), model, line -> {}).evaluate(table, DataFormat.CSV);
    assertThat(again.metrics()).isEqualTo(metrics);
  }

  @Test
  void endsInTheSameBitsWhateverTheCluster() throws Exception {
    String all = "label: [w, u, v], prepare: [standardize, {scale: [v, w]}]";
    String fewer = "train={epochs: 3, batchSize: 7, virtualWorkers: 4}";
    String one = sha(job(all, LINEAR, fewer, "cluster.workers=1"));
    assertThat(sha(job(all, LINEAR, fewer, "cluster.workers=3", "cluster.shards=2")))
        .isEqualTo(one);
  }

  private static String sha(JobSpec job) throws InterruptedException {
    return train(job).report().weightsSha256();
  }

  @Test
  void yesNoAndProbabilityAreLearnedTogether() throws Exception {
    JobSpec job =
        job(
            "label: [p, q]",
            "model={layers: [{dense: {units: 2, activation: sigmoid}}]}",
            "loss=binaryCrossEntropy");
    TrainingJob.Outcome outcome = train(job);
    assertThat(outcome.report().results().metrics().get("accuracy").value()).isGreaterThan(0.9);
    for (Row row : predictions(outcome.model())) {
      double q = Double.parseDouble(row.getString(row.fieldIndex("q")));
      assertThat(row.getDouble(row.fieldIndex("prediction_q"))).isCloseTo(q, within(0.02));
    }
  }

  @Test
  void oneProbabilityIsLearnedAsItself() throws Exception {
    JobSpec job = job("label: q", "model={layers: [{dense: 1}]}", "loss=binaryCrossEntropy");
    TrainingJob.Outcome outcome = train(job);
    double loss = outcome.report().results().testLoss().value();
    assertThat(outcome.report().results().metrics().get("logLoss").value())
        .isCloseTo(loss, within(1e-6));
    for (Row row : predictions(outcome.model())) {
      double q = Double.parseDouble(row.getString(row.fieldIndex("q")));
      assertThat(row.getDouble(row.fieldIndex("prediction"))).isCloseTo(q, within(0.02));
    }
  }

  private List<Row> predictions(TrainedModel model) {
    return new Predictor(LocalSpark.session(), model)
        .rows(List.of(folder.resolve("table.csv").toString()), DataFormat.CSV)
        .collectAsList();
  }

  private void refuses(String data, String[] overrides, String... parts) throws IOException {
    assertThatThrownBy(() -> train(job(data, overrides)))
        .isInstanceOf(UserInputException.class)
        .hasMessageContainingAll(parts);
  }

  @Test
  void labelsThatDoNotFitAreNamed() throws IOException {
    refuses("label: [u, x]", new String[] {LINEAR}, "data.label=x is no column", "[a, u, b, v");
    refuses("label: [u, u]", new String[] {LINEAR}, "data.label=[u, u] (expected: different");
    refuses("label: [u, b]", new String[] {LINEAR}, "data.features=[a, b]", "the label u, b");
    refuses("label: [u, v], positive: 1", new String[] {LINEAR}, "data.positive=1 (expected: one");
    refuses(
        "label: [u, v]", new String[] {LINEAR}, "with 3 numbers a row (expected: 2, the labels");
    refuses(
        "label: [p, q]",
        new String[] {LINEAR, "loss=crossEntropy"},
        "data.label=[p, q] (expected: one label beside loss crossEntropy");
    String[] binary = {"model={layers: [{dense: 2}]}", "loss=binaryCrossEntropy"};
    refuses("label: [p, u]", binary, "table.csv line 5, column u: 1.2", "a number from 0 to 1");
    String[] weighted = {binary[0], binary[1], "train.classWeights=balanced"};
    refuses("label: [p, q]", weighted, "train.classWeights=balanced", "positiveWeights");
  }

  @Test
  void aTextAmongSeveralLabelsIsNamed() throws IOException {
    Path rows = Files.write(folder.resolve("t.csv"), List.of("a,u,v", "1,2,3", "2,3,high"));
    JobSpec job =
        Jobs.digits(
            folder,
            "data={train: \"%s\", label: [u, v]}".formatted(rows),
            "model={layers: [{dense: 2}]}",
            "loss=meanSquaredError");
    assertThatThrownBy(() -> train(job))
        .isInstanceOf(UserInputException.class)
        .hasMessageContaining("t.csv line 3, column v: \"high\" (expected: a number, as there are");
  }
}
