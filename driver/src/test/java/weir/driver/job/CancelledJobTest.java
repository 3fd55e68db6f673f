package weir.driver.job;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.apache.spark.SparkContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import weir.driver.LocalSpark;
import weir.driver.report.EpochSummary;
import weir.driver.report.TrainingListener;

class CancelledJobTest {
  private final SparkContext spark = LocalSpark.session().sparkContext();

  @TempDir Path folder;

  private void endsWhen(Runnable cancels, String message) {
    TrainingListener listener =
        new TrainingListener() {
          @Override
          public void epochEnded(EpochSummary summary) {
            cancels.run();
          }
        };
    var training = new TrainingJob(LocalSpark.session(), listener);
    assertThatThrownBy(() -> training.run(Jobs.digits(folder, "train.epochs=500")))
        .isInstanceOf(TrainingFailedException.class)
        .hasMessageStartingWith("the training was cancelled: ")
        .hasMessageContaining(message);
  }

  @Test
  void aTrainingIsCancelledWithTheJobsOfItsProgram() {
    spark.setJobGroup("notebook", "a cell", false);
    try {
      endsWhen(() -> spark.cancelJobGroup("notebook"), "cancelled job group notebook");
    } finally {
      spark.clearJobGroup();
    }
  }

  @Test
  void aTrainingIsCancelledWithItsStage() {
    endsWhen(
        () -> {
          for (int stage : spark.statusTracker().getActiveStageIds()) {
            spark.cancelStage(stage);
          }
        },
        "because Stage ");
  }
}
