package weir.driver.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import weir.driver.LocalSpark;
import weir.driver.UserInputException;
import weir.driver.config.JobSpec;
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
    return new TrainingJob(LocalSpark.session(), new TrainingListener() {}).run(job).report();
  }

  @Test
  void endsInTheSameBitsWhateverTheCluster() throws Exception {
    String one = train("cluster.workers=1").weightsSha256();
    assertThat(train("cluster.workers=2", "cluster.shards=3").weightsSha256()).isEqualTo(one);
    assertThat(train("cluster.workers=4").weightsSha256()).isEqualTo(one);
    assertThat(train("train.augment=[]").weightsSha256()).isNotEqualTo(one);
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
