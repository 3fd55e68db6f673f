package weir.driver.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import weir.driver.LocalSpark;
import weir.driver.UserInputException;
import weir.driver.config.RateRange;
import weir.driver.config.text.JobFile;
import weir.driver.files.Location;
import weir.driver.report.EpochSummary;
import weir.driver.report.Report;
import weir.driver.report.TrainingListener;
import weir.driver.report.TrainingPlan;

/** What a job's rows, batches and metrics cannot do is said before it costs an epoch. */
class RefusedBeforeTrainingTest {
  private static final String JOB =
      """
      data: {train: d.csv, label: y}
      model: {layers: [{dense: 2}]}
      loss: crossEntropy
      optimizer: {sgd: {learningRate: 0.1}}
      train: {epochs: 3, batchSize: 16, seed: 1}
      cluster: {workers: 2}
      """;

  private static final String NORMED = "model={layers: [{dense: 4}, batchNorm, relu, {dense: 2}]}";

  @TempDir Path folder;
  private final List<String> heard = new ArrayList<>();

  private final TrainingListener listener =
      new TrainingListener() {
        @Override
        public void started(TrainingPlan plan) {
          heard.add("started");
        }

        @Override
        public void epochEnded(EpochSummary summary) {
          heard.add("epoch " + summary.epoch());
        }

        @Override
        public void noted(String line) {
          heard.add(line);
        }
      };

  private Report train(String... overrides) throws Exception {
    Files.writeString(folder.resolve("job.yaml"), JOB);
    return new TrainingJob(LocalSpark.session(), listener)
        .run(JobFile.read(Location.of(folder.resolve("job.yaml")), List.of(overrides)))
        .report();
  }

  /** Rows of two features and two classes. */
  private void rows(String file, int count) throws IOException {
    List<String> lines = new ArrayList<>(List.of("a,b,y"));
    for (int row = 0; row < count; row++) {
      lines.add(row % 7 + "." + row + "," + row % 5 + "," + row % 2);
    }
    Files.write(folder.resolve(file), lines);
  }

  private void refused(String message, String... overrides) {
    assertThatThrownBy(() -> train(overrides))
        .isInstanceOf(UserInputException.class)
        .hasMessage(message);
  }

  @Test
  void aBatchNormThatWouldGetOneRow() throws Exception {
    rows("d.csv", 33);
    refused(
        "layer 1: batchNorm would get 1 row in step 3, of virtual worker 0 (33 training rows,"
            + " train.batchSize=16, train.virtualWorkers=2, train.accumulate=1; expected: at least"
            + " 2 rows, to take a variance of); set one of these",
        NORMED);
    assertThatThrownBy(() -> train(NORMED, "train.order=given"))
        .isInstanceOf(UserInputException.class)
        .hasMessageContaining("in step 3, of virtual worker 0");
    assertThatThrownBy(() -> train(NORMED, "train.batchSize=12", "train.accumulate=6"))
        .hasMessageContaining("in step 1, of virtual worker 0");
    assertThat(heard).isEmpty();
    train(NORMED, "train.batchSize=18", "train.epochs=1");
    assertThat(heard).containsExactly("started", "epoch 1");
  }

  @Test
  void aBatchNormThatWouldGetOneRowOnceBatchesHaveGrown() throws Exception {
    rows("d.csv", 38);
    String[] growing = {
      NORMED,
      "train.batchSize=8",
      "train.maxBatchSize=12",
      "optimizer={sgd: {learningRate: 0.1, schedule: {step: {epochs: 2, gamma: 0.67}}}}"
    };
    assertThatThrownBy(() -> train(growing))
        .isInstanceOf(UserInputException.class)
        .hasMessageContaining("would get 1 row in step 14, of virtual worker 0 (38 training rows");
    assertThat(heard).isEmpty();
    train(with(growing, "train.epochs=2"));
    assertThat(heard).containsExactly("started", "epoch 1", "epoch 2");
  }

  @Test
  void findRateLooksAtItsStepsAlone() throws Exception {
    rows("d.csv", 49);
    Files.writeString(folder.resolve("job.yaml"), JOB);
    var job =
        JobFile.read(Location.of(folder.resolve("job.yaml")), List.of(NORMED, "train.batchSize=4"));
    var training = new TrainingJob(LocalSpark.session(), listener);
    assertThat(training.findRate(job, new RateRange(1e-4, 1e-3, 12)).points()).hasSize(12);
    assertThatThrownBy(() -> training.findRate(job, new RateRange(1e-4, 1e-3, 13)))
        .hasMessageContaining("in step 13, of virtual worker 0");
  }

  @Test
  void aMetricWithoutAnyRow() throws Exception {
    rows("d.csv", 12);
    refused(
        "train.earlyStopping.metric=loss: no row is a validation row (expected: at least 1 to"
            + " compute it on); set data.validationFraction higher, or data.validation",
        "data.validationFraction=0.0001",
        "train.earlyStopping={patience: 2}");
    assertThat(heard).isEmpty();
  }

  @Test
  void whatNeedsValidationRowsAndFindsNone() throws Exception {
    rows("d.csv", 12);
    Files.writeString(folder.resolve("empty.csv"), "a,b,y\n");
    String advice =
        " (expected: at least 1 to compute it on); set data.validationFraction higher, or"
            + " data.validation";
    for (String files : List.of("data.validationFraction=0.0001", "data.validation=empty.csv")) {
      refused(
          "train.stop.metric=accuracy: no row is a validation row" + advice,
          files,
          "train.stop={metric: accuracy, target: 0.9}");
      refused(
          "optimizer.schedule.reducePlateau.metric=loss: no row is a validation row" + advice,
          files,
          "optimizer={sgd: {learningRate: 0.1, schedule: reducePlateau}}");
      refused(
          "train.decide.metric=f1: no row is a validation row" + advice,
          files,
          "train.decide={metric: f1}");
      refused(
          "train.earlyStopping.metric=loss: no row is a validation row" + advice,
          files,
          "train.earlyStopping={patience: 2}");
    }
    assertThat(heard).isEmpty();
  }

  @Test
  void setsOfTheirOwnThatAreEmptyAreTold() throws Exception {
    rows("d.csv", 12);
    Files.writeString(folder.resolve("empty.csv"), "a,b,y\n");
    train("data.validation=empty.csv", "data.test=empty.csv", "train.epochs=1");
    assertThat(heard)
        .containsExactly(
            "data.test has no row, so nothing is told of such rows; name other files",
            "data.validation has no row, so nothing is told of such rows; name other files",
            "started",
            "epoch 1");
  }

  @Test
  void aMetricOfTwoClassesWhereOneOccurs() throws Exception {
    rows("d.csv", 40);
    Files.writeString(folder.resolve("v.csv"), "a,b,y\n1,2,1\n2,3,1\n4,1,1\n");
    for (String key : List.of("train.earlyStopping", "train.stop")) {
      String settings =
          key.endsWith("stop")
              ? "={metric: rocAuc, target: 0.9}"
              : "={metric: rocAuc, patience: 2}";
      refused(
          key
              + ".metric=rocAuc cannot be told of the validation rows: only one class occurs"
              + " (expected: a number); set "
              + key
              + ".metric, or other validation rows",
          "data.validation=v.csv",
          "loss=binaryCrossEntropy",
          "model={layers: [{dense: 1}]}",
          key + settings);
    }
    assertThat(heard).containsExactly("started", "started");
  }

  @Test
  void aMetricOfVaryingLabelsWhereAllAreEqual() throws Exception {
    rows("d.csv", 40);
    Files.writeString(folder.resolve("v.csv"), "a,b,y\n1,2,1\n2,3,1\n4,1,1\n");
    refused(
        "train.earlyStopping.metric=r2 cannot be told of the validation rows: all labels are equal"
            + " (expected: a number); set train.earlyStopping.metric, or other validation rows",
        "data.validation=v.csv",
        "loss=meanSquaredError",
        "model={layers: [{dense: 1}]}",
        "train.earlyStopping={metric: r2, patience: 2}");
  }

  @Test
  void aBatchOfAllRowsWhateverNumberItIsCalled() throws Exception {
    rows("d.csv", 81);
    String one = "train.epochs=1";
    for (String more : List.of("train.order=given", "train.accumulate=3")) {
      String exact = train(one, more, "train.batchSize=81").weightsSha256();
      assertThat(train(one, more, "train.batchSize=2147483647").weightsSha256()).isEqualTo(exact);
    }
  }

  @Test
  void aLabelInLargeUnitsIsToldOnce() throws Exception {
    List<String> lines = new ArrayList<>(List.of("a,y"));
    for (int row = 0; row < 40; row++) {
      lines.add(row % 7 + "," + (200_000 + row % 7 * 10_000));
    }
    Files.write(folder.resolve("d.csv"), lines);
    String[] regression = {
      "loss=meanSquaredError", "model={layers: [{dense: 1}]}", "train.epochs=2"
    };
    train(with(regression, "optimizer={sgd: {learningRate: 0.001}}"));
    assertThat(heard).hasSize(4);
    assertThat(heard.get(2))
        .matches(
            "the training loss of the first epoch is [\\d,]+, as label y is in large units; add"
                + " \\{standardize: \\[y\\]\\} to data.prepare .*");
    heard.clear();
    train(with(regression, "data.prepare=[{standardize: [y]}]"));
    assertThat(heard).containsExactly("started", "epoch 1", "epoch 2");
    assertThatThrownBy(() -> train(with(regression, "optimizer={sgd: {learningRate: 1e30}}")))
        .isInstanceOf(UserInputException.class)
        .hasMessageStartingWith("loss is ")
        .hasMessageEndingWith(
            "; where label y is in large units, add {standardize: [y]} to data.prepare");
  }

  private static String[] with(String[] overrides, String more) {
    List<String> all = new ArrayList<>(List.of(overrides));
    all.add(more);
    return all.toArray(String[]::new);
  }

  @Test
  void aShareThatEqualRowsMoveIsTold() throws Exception {
    rows("d.csv", 300);
    train("data.testFraction=0.3", "train.epochs=1");
    assertThat(heard).containsExactly("started", "epoch 1");
    heard.clear();
    List<String> lines = new ArrayList<>(Files.readAllLines(folder.resolve("d.csv")));
    lines.addAll(Collections.nCopies(300, "1,1,1"));
    Files.write(folder.resolve("d.csv"), lines);
    train("data.testFraction=0.3", "train.epochs=1");
    assertThat(heard).hasSize(3);
    assertThat(heard.get(0))
        .matches(
            "data.testFraction=0.3, but \\d+ of 600 rows \\([\\d.]+ %\\) are held out: many rows"
                + " are equal, and equal rows stay on one side; set data.split to random to hold them out one by one, or add"
                + " dropDuplicates to data.prepare to count each once");
    heard.clear();
    train("data.testFraction=0.3", "data.split=random", "train.epochs=1");
    assertThat(heard).containsExactly("started", "epoch 1");
  }

  @Test
  void aShareThatLeavesNoRowIsTold() throws Exception {
    rows("d.csv", 20);
    train("data.testFraction=0.01", "train.epochs=1");
    assertThat(heard)
        .containsExactly(
            "data.testFraction=0.01, but none of 20 rows is held out, so nothing is told of such"
                + " rows; set it higher, or data.split to random",
            "started",
            "epoch 1");
  }
}
