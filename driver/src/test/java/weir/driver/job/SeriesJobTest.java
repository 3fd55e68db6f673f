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

/** A wave foretold from its past, from the file to forecasts. */
class SeriesJobTest {
  private static final int ROWS = 600;
  private static final String LINEAR = "model={layers: [flatten, {dense: %d}]}";

  @TempDir Path folder;

  private static double wave(int hour) {
    return 50 + 10 * Math.sin(2 * Math.PI * hour / 24) + 4 * Math.cos(2 * Math.PI * hour / 7);
  }

  private Path series(String name, int rows) throws IOException {
    List<String> lines = new ArrayList<>(List.of("date,load"));
    for (int hour = 0; hour < rows; hour++) {
      lines.add("day " + hour / 24 + "," + wave(hour));
    }
    return Files.write(folder.resolve(name), lines);
  }

  private JobSpec job(String window, int outputs, String... overrides) throws IOException {
    List<String> all = new ArrayList<>();
    all.add(
        ("data={train: \"%s\", label: load, features: [load], prepare: [{standardize: [load]}],"
                + " split: {time: [400, 100, 100]}, window: {%s}}")
            .formatted(series("wave.csv", ROWS), window));
    all.add(LINEAR.formatted(outputs));
    all.add("loss=meanSquaredError");
    all.add("optimizer={adam: {learningRate: 0.03, schedule: cosine}}");
    all.add("train={epochs: 20, batchSize: 32, virtualWorkers: 4}");
    all.addAll(List.of(overrides));
    return Jobs.digits(folder, all.toArray(String[]::new));
  }

  private static TrainingJob.Outcome train(JobSpec job) throws InterruptedException {
    return new TrainingJob(LocalSpark.session(), new TrainingListener() {}).run(job);
  }

  @Test
  void foretellsBetterThanTheLastValue() throws Exception {
    TrainingJob.Outcome outcome = train(job("steps: 12, horizon: 2", 2));
    Map<String, Measure> metrics = outcome.report().results().metrics();
    double naive = 0;
    for (int start = 500; start + 14 <= ROWS; start++) {
      double last = wave(start + 11);
      naive += Math.abs(wave(start + 12) - last) + Math.abs(wave(start + 13) - last);
    }
    assertThat(metrics.get("naiveMae").value()).isCloseTo(naive / 2 / 87, within(1e-4));
    assertThat(metrics.get("mae").value()).isLessThan(0.2 * naive / 2 / 87);
    assertThat(metrics).containsKeys("load+1.mae", "load+2.rmse");
    continuesTheSeries(outcome.model(), 2);
  }

  @Test
  void differencesAreAddedToTheLastValue() throws Exception {
    TrainingJob.Outcome outcome = train(job("steps: 12, difference: true, stride: 2", 1));
    Map<String, Measure> metrics = outcome.report().results().metrics();
    assertThat(metrics.get("mae").value()).isLessThan(0.2 * metrics.get("naiveMae").value());
    continuesTheSeries(outcome.model(), 1);
  }

  /** Written and read back, on hours that follow, from the twelfth on. */
  private void continuesTheSeries(TrainedModel trained, int ahead) throws IOException {
    ModelFile.write(trained, Location.of(folder.resolve("model")));
    TrainedModel model = ModelFile.read(Location.of(folder.resolve("model")));
    List<String> file = List.of(series("next.csv", 700).toString());
    List<Row> rows =
        new Predictor(LocalSpark.session(), model).rows(file, DataFormat.CSV).collectAsList();
    assertThat(rows).hasSize(700 - 11);
    for (int index = 0; index < rows.size(); index++) {
      assertThat(rows.get(index).getLong(0)).isEqualTo(index + 11L);
      for (int i = 1; i <= ahead; i++) {
        assertThat(rows.get(index).getDouble(i)).isCloseTo(wave(index + 11 + i), within(3.0));
      }
    }
    var results =
        new ModelEvaluator(LocalSpark.session(), model, line -> {}).evaluate(file, DataFormat.CSV);
    assertThat(results.metrics()).containsKeys("mae", "naiveMae");
  }

  @Test
  void endsInTheSameBitsWhateverTheClusterAndOrder() throws Exception {
    String window = "steps: 6, smooth: {exponential: 0.5}";
    String few = "train={epochs: 2, batchSize: 16, virtualWorkers: 4}";
    String one = sha(job(window, 1, few, "cluster.workers=1"));
    assertThat(sha(job(window, 1, few, "cluster.workers=2", "cluster.shards=2"))).isEqualTo(one);
    assertThat(sha(job(window, 1, few, "cluster.workers=3"))).isEqualTo(one);
    assertThat(sha(job(window, 1, few, "train.order=given"))).isNotEqualTo(one);
  }

  private static String sha(JobSpec job) throws InterruptedException {
    return train(job).report().weightsSha256();
  }

  @Test
  void rowsThatAreNoWindowsCanBeSplitByTimeToo() throws Exception {
    JobSpec job =
        job(
            "steps: 6",
            1,
            "data={train: \"%s\", label: load, features: [load2], split: time, testFraction: 0.25}"
                .formatted(plainRows()),
            "model={layers: [{dense: 1}]}",
            "train.epochs=1");
    TrainingJob.Outcome outcome = train(job);
    assertThat(outcome.examples().fit().truth()).hasSize(25).contains(75, 99).doesNotContain(74);
  }

  private Path plainRows() throws IOException {
    List<String> lines = new ArrayList<>(List.of("load,load2"));
    for (int row = 0; row < 100; row++) {
      lines.add(row + "," + row % 7);
    }
    return Files.write(folder.resolve("plain.csv"), lines);
  }

  @Test
  void whatDoesNotFitIsNamed() throws Exception {
    assertThatThrownBy(() -> job("steps: 0", 1)).hasMessageContaining("data.window.steps=0");
    assertThatThrownBy(() -> job("horizon: 2", 1)).hasMessageContaining("data.window.steps");
    assertThatThrownBy(() -> job("steps: 2, smooth: {exponential: 2}", 1))
        .hasMessageContaining("data.window.smooth.exponential=2.0 (expected: 0.001 to 1)");
    assertThatThrownBy(() -> job("steps: 2, difference: true", 1, "loss=binaryCrossEntropy"))
        .hasMessageContaining("data.window.difference=true (expected: false, as the loss");
    assertThatThrownBy(() -> job("steps: 2", 1, "data.split=hash"))
        .hasMessageContaining("data.split=hash (expected: time beside data.window");
    assertThatThrownBy(() -> job("steps: 2", 1, "data.testFraction=0.1"))
        .hasMessageContaining("data.split.time.rows=[400, 100, 100] (expected: no test");
    JobSpec wrong = job("steps: 6, horizon: 3", 2);
    assertThatThrownBy(() -> train(wrong))
        .isInstanceOf(UserInputException.class)
        .hasMessageContaining("for loss meanSquaredError, which is compared with 2 numbers a row")
        .hasMessageEndingWith(
            "(expected: 3, the labels [load+1, load+2, load+3]); set the units of the last layer");
    JobSpec rows = job("steps: 6", 1, "model={layers: [{dense: 1}]}");
    assertThatThrownBy(() -> train(rows))
        .hasMessageEndingWith("set the units of the last layer, or add flatten before it");
  }
}
