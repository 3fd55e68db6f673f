package weir.driver.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import weir.driver.LocalSpark;
import weir.driver.config.text.JobFile;
import weir.driver.files.Location;
import weir.driver.job.TrainingJob;
import weir.driver.report.FitSample;
import weir.driver.report.TrainingListener;

class FitSamplerTest {
  private static final int ROWS = 1500;

  @TempDir Path folder;

  @BeforeEach
  void writeRows() throws IOException {
    List<String> lines = new ArrayList<>(List.of("area,price"));
    for (int row = 0; row < ROWS; row++) {
      lines.add(row + "," + (3 * row + 7));
    }
    Files.write(folder.resolve("line.csv"), lines);
    Files.writeString(
        folder.resolve("line.yaml"),
        """
        data: {train: line.csv, label: price, prepare: [standardize]}
        model: {layers: [{dense: 1}]}
        loss: meanSquaredError
        optimizer: {sgd: 0.1}
        train: {epochs: 20, virtualWorkers: 2}
        """);
  }

  private FitSample sample(String... overrides) throws InterruptedException {
    return new TrainingJob(LocalSpark.session(), new TrainingListener() {})
        .run(JobFile.read(Location.of(folder.resolve("line.yaml")), List.of(overrides)))
        .examples()
        .fit();
  }

  @Test
  void isInTheUnitsOfTheData() throws InterruptedException {
    FitSample sample = sample();

    assertThat(sample.rows()).isEqualTo("training rows");
    assertThat(sample.feature()).isEqualTo("area");
    assertThat(sample.x()).hasSize(500);
    for (int i = 0; i < 500; i++) {
      assertThat(sample.truth()[i]).isCloseTo(3 * sample.x()[i] + 7, within(1e-2));
      assertThat(sample.prediction()[i]).isCloseTo(sample.truth()[i], within(1.0));
    }
  }

  @Test
  void isTheSameOnAnyCluster() throws InterruptedException {
    FitSample one = sample("cluster.workers=1", "data.testFraction=0.2");
    FitSample two = sample("cluster.workers=2", "data.testFraction=0.2");

    assertThat(two.rows()).isEqualTo("test rows");
    assertThat(two.x()).isEqualTo(one.x());
    assertThat(two.prediction()).isEqualTo(one.prediction());
  }
}
