package weir.driver.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
import weir.driver.job.TrainingFailedException;
import weir.driver.job.TrainingJob;
import weir.driver.model.ModelFile;
import weir.driver.model.TrainedModel;
import weir.driver.report.Report;
import weir.driver.report.TrainingListener;

class ModelRescueTest {
  @TempDir Path folder;

  private final List<TrainedModel> models = new ArrayList<>();
  private final List<Report> reports = new ArrayList<>();
  private Path file;
  private Path refuge;

  @BeforeEach
  void makeFolders() throws IOException {
    file = Files.writeString(folder.resolve("a-file"), "in the way");
    refuge = Files.createDirectory(folder.resolve("refuge"));
    Files.writeString(
        folder.resolve("tiny.yaml"),
        """
        data: {train: "digits:100?seed=1", test: "digits:50?seed=2"}
        model: {layers: [flatten, {dense: 10}]}
        loss: crossEntropy
        train: {epochs: 1, batchSize: 50}
        """);
  }

  private void train(Path... refuges) throws InterruptedException {
    var rescue = new ModelRescue(List.of(refuges).stream().map(Location::of).toList());
    TrainingListener listener =
        new TrainingListener() {
          @Override
          public void ended(Report report) {
            reports.add(report);
          }
        };
    new TrainingJob(LocalSpark.session(), listener)
        .keepingBy(
            model -> {
              models.add(model);
              rescue.write(model, Location.of(file.resolve("model")));
            })
        .run(JobFile.read(Location.of(folder.resolve("tiny.yaml")), List.of()));
  }

  @Test
  void aModelThatCannotBeWhereItBelongsIsWrittenElsewhereBeforeItIsEvaluated() throws Exception {
    assertThatThrownBy(() -> train(file, refuge))
        .isInstanceOf(TrainingFailedException.class)
        .hasMessageMatching(
            "the model cannot be written to .*/a-file/model: .+ \\(31,400 bytes needed,"
                + " [\\d,]+ free\\); it was written to .*/refuge/weir-model-[0-9a-f]{8}")
        .message()
        .hasLineCount(1);

    Path kept;
    try (var entries = Files.list(refuge)) {
      kept = entries.findFirst().orElseThrow();
    }
    assertThat(ModelFile.read(Location.of(kept)).weights()).isEqualTo(models.get(0).weights());
    assertThat(reports).isEmpty();
  }

  @Test
  void whereThereIsNoRoomAnywhereEveryPlaceIsNamed() {
    assertThatThrownBy(() -> train(file))
        .hasMessageContaining("its weights are lost, as it could not be written elsewhere, nor to ")
        .hasMessageContaining(file + ": ");
  }
}
