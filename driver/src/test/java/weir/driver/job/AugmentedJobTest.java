package weir.driver.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import weir.driver.LocalSpark;
import weir.driver.UserInputException;
import weir.driver.config.JobSpec;
import weir.driver.config.text.JobFile;
import weir.driver.files.Location;
import weir.driver.report.Mistakes;
import weir.driver.report.Report;
import weir.driver.report.TrainingListener;

/** A small network of convolutions on augmented digits, from rows to weights. */
class AugmentedJobTest {
  private static final String CNN =
      "model={layers: [{conv2d: {filters: 4, kernel: 5, activation: relu}}, {maxPool: 4}, flatten,"
          + " {dropout: 0.1}, {dense: 10}]}";
  private static final String ALL =
      "train.augment=[{flip: 0.1}, {rotate: 10}, {scale: 0.1}, {shift: 0.05}, {crop: 1},"
          + " {brightness: 0.2}, {noise: 0.05}]";

  @TempDir Path folder;

  private Report train(String... overrides) throws InterruptedException {
    List<String> all = new ArrayList<>(List.of(CNN, "data.train=digits:600?seed=1", ALL));
    all.addAll(List.of(overrides));
    return run(Jobs.digits(folder, all.toArray(String[]::new)));
  }

  private static Report run(JobSpec job) throws InterruptedException {
    return outcome(job).report();
  }

  private static TrainingJob.Outcome outcome(JobSpec job) throws InterruptedException {
    return new TrainingJob(LocalSpark.session(), new TrainingListener() {}).run(job);
  }

  private List<String> mistakes(int workers) throws InterruptedException {
    JobSpec job =
        Jobs.digits(
            folder, "train.epochs=1", "model.input=[28, 28, 1]", "cluster.workers=" + workers);
    TrainingJob.Outcome outcome = outcome(job);
    double accuracy = outcome.report().results().metrics().get("accuracy").value();
    List<Mistakes.Mistake> list = outcome.examples().mistakes().list();
    assertThat(list).hasSize((int) Math.min(64, Math.round(400 * (1 - accuracy))));
    assertThat(list).allMatch(one -> !one.truth().equals(one.predicted()));
    assertThat(list).extracting(one -> -one.probability()).isSorted();
    return list.stream()
        .map(one -> one.truth() + one.predicted() + Arrays.hashCode(one.pixels()))
        .toList();
  }

  @Test
  void theSurestMistakesAreTheSameWhateverTheCluster() throws Exception {
    assertThat(mistakes(4)).isEqualTo(mistakes(1));
  }

  @Test
  void endsInTheSameBitsWhateverTheCluster() throws Exception {
    String one = train("cluster.workers=1").weightsSha256();
    assertThat(train("cluster.workers=2", "cluster.shards=3").weightsSha256()).isEqualTo(one);
    assertThat(train("cluster.workers=4").weightsSha256()).isEqualTo(one);
    assertThat(train("train.augment=[]").weightsSha256()).isNotEqualTo(one);
  }

  /** Drawn digits stand in for written ones. */
  @Test
  void theConvolutionsOfTheTextbookReadDigits() throws Exception {
    Path file = Path.of(System.getProperty("weir.root"), "deploy/jobs/textbook/f-cnn-mnist.yaml");
    Report report =
        run(
            JobFile.read(
                Location.of(file),
                List.of(
                    "data={train: 'digits:1500?seed=1', test: 'digits:400?seed=2', prepare: scale}",
                    "train.epochs=3",
                    "train.batchSize=32")));
    assertThat(report.results().metrics().get("accuracy").value()).isGreaterThan(0.9);
    assertThat(report.run().parameters()).as("valid padding, 128 features").isEqualTo(110_474);
  }

  @Test
  void rowsThatAreNoImagesAreRefusedWithBothShapes() throws Exception {
    Path rows = Files.write(folder.resolve("rows.csv"), List.of("1,2,a", "2,1,b", "3,1,b"));
    JobSpec job =
        Jobs.digits(
            folder,
            "data={format: csv, header: false, label: 2, train: \"%s\"}".formatted(rows),
            "model={layers: [{dense: 2}]}",
            "train.augment=flip");
    assertThatThrownBy(() -> run(job))
        .isInstanceOf(UserInputException.class)
        .hasMessageContaining(
            "train.augment on rows of [2] (expected: images, [height, width, channels])");
  }
}
