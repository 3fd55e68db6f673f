package weir.driver.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.apache.spark.SparkContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import weir.driver.LocalSpark;
import weir.driver.report.EpochSummary;
import weir.driver.report.Progress;
import weir.driver.report.TrainingListener;

class SideBySideTest {
  @TempDir Path folder;
  @TempDir Path other;

  @Test
  void aTrainingThatFindsNoFreeSlotSaysWhoHoldsThemAndTrainsAfterwards() throws Exception {
    SparkContext spark = LocalSpark.session().sparkContext();
    CountDownLatch trains = new CountDownLatch(1);
    List<String> notes = new CopyOnWriteArrayList<>();
    TrainingListener first =
        new TrainingListener() {
          @Override
          public void epochEnded(EpochSummary summary) {
            trains.countDown();
          }
        };
    TrainingListener second =
        new TrainingListener() {
          @Override
          public void noted(String line) {
            notes.add(line);
            spark.cancelJobGroup("first");
          }
        };
    CompletableFuture<TrainingJob.Outcome> holding =
        CompletableFuture.supplyAsync(
            () -> {
              spark.setJobGroup("first", "holds all slots", false);
              try {
                return new TrainingJob(LocalSpark.session(), first)
                    .run(Jobs.digits(folder, "train.epochs=20000", "cluster.workers=4"));
              } catch (InterruptedException e) {
                throw new CompletionException(e);
              } finally {
                spark.clearJobGroup();
              }
            });
    trains.await();
    TrainingJob.Outcome outcome =
        new TrainingJob(LocalSpark.session(), second).run(Jobs.digits(other, "cluster.workers=4"));
    assertThatThrownBy(holding::join).hasRootCauseInstanceOf(Exception.class);
    assertThat(outcome.report().run().epochs()).isEqualTo(3);
    assertThat(notes.get(0))
        .startsWith("waiting for 1 slot: 0 of 4 are free, held by weir training digits-")
        .endsWith(" (4)");
  }

  @Test
  void whatAListenerThrowsHarmsNothing() throws Exception {
    TrainingListener throwing =
        new TrainingListener() {
          @Override
          public void progressed(Progress progress) {
            throw new IllegalStateException("a listener's own fault");
          }

          @Override
          public void epochEnded(EpochSummary summary) {
            throw new AssertionError("another one");
          }
        };
    var outcome =
        new TrainingJob(LocalSpark.session(), throwing)
            .run(Jobs.digits(folder, "train.epochs=20", "cluster.workers=2"));
    assertThat(outcome.report().run().epochs()).isEqualTo(20);
    assertThat(outcome.report().recoveries()).isEmpty();
  }
}
