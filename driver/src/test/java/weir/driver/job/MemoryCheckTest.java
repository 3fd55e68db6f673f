package weir.driver.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import weir.driver.LocalSpark;
import weir.driver.UserInputException;
import weir.driver.config.JobSpec;
import weir.driver.config.text.JobFile;
import weir.driver.data.PackedSize;
import weir.driver.data.PreparedData.RowCounts;
import weir.driver.files.Location;
import weir.driver.report.TrainingListener;

/** What cannot fit is refused with what to set; what fits by the sums is not. */
class MemoryCheckTest {
  private static final Heap HALF = new Heap(512L << 20);
  private static final String JOB =
      """
      data: {train: d.csv, label: y}
      model: {layers: [{dense: 1}]}
      loss: meanSquaredError
      optimizer: {adam: {learningRate: 0.1}}
      train: {epochs: 1, batchSize: 16, virtualWorkers: 4, seed: 1}
      cluster: {workers: 4}
      """;

  @TempDir Path folder;

  private JobSpec job(String... overrides) throws Exception {
    Path file = Files.writeString(folder.resolve("job.yaml"), JOB);
    return JobFile.read(Location.of(file), List.of(overrides));
  }

  /** Rows of 1,000 numbers and a label. */
  private static PackedSize rows(long training, long validation, long test) {
    return new PackedSize(new RowCounts(training, validation, test), 4004, 1001);
  }

  @Test
  void rowsBeyondTheHeapOfLocalModeAreRefusedWithTheHeapTheyNeed() throws Exception {
    MemoryCheck check = MemoryCheck.ofLocal(job(), HALF);

    assertThatThrownBy(() -> check.rows(rows(360_000, 40_000, 0)))
        .isInstanceOf(UserInputException.class)
        .hasMessage(
            "this training needs 1,536 MiB on the driver, which does all of it (rows 1,536 MiB;"
                + " expected: <= 405 MiB of its heap of 512 MiB); set --driver-memory 1746m or"
                + " more");
  }

  @Test
  void theHeapThatIsNamedIsEnough() throws Exception {
    PackedSize rows = rows(360_000, 40_000, 0);
    MemoryCheck named = MemoryCheck.ofLocal(job(), new Heap(1746L << 20));
    MemoryCheck less = MemoryCheck.ofLocal(job(), new Heap(1700L << 20));

    assertThatCode(() -> named.rows(rows)).doesNotThrowAnyException();
    assertThatThrownBy(() -> less.rows(rows)).isInstanceOf(UserInputException.class);
  }

  @Test
  void theRowsOfAllWorkersOfAnExecutorCountAgainstItsHeap() throws Exception {
    MemoryCheck two = MemoryCheck.ofCluster(job(), HALF, HALF, () -> 2);
    MemoryCheck four = MemoryCheck.ofCluster(job(), HALF, HALF, () -> 4);

    assertThatThrownBy(() -> two.rows(rows(360_000, 40_000, 0)))
        .isInstanceOf(UserInputException.class)
        .hasMessage(
            "this training needs 768 MiB on an executor with 2 of 4 workers (rows 768 MiB;"
                + " expected: <= 405 MiB of its heap of 512 MiB); set --executor-memory 909m or"
                + " more, or cluster.workers higher on more executors");
    assertThatCode(() -> four.rows(rows(360_000, 40_000, 0))).doesNotThrowAnyException();
  }

  @Test
  void testRowsCountAsFarAsTheCacheHasRoomForThem() throws Exception {
    MemoryCheck check = MemoryCheck.ofLocal(job(), HALF);

    assertThatCode(() -> check.rows(rows(60_000, 0, 600_000))).doesNotThrowAnyException();
    assertThatCode(() -> check.rows(rows(104_000, 0, 0))).doesNotThrowAnyException();
    assertThatThrownBy(() -> check.rows(rows(104_000, 0, 30_000)))
        .isInstanceOf(UserInputException.class);
  }

  @Test
  void aRowWiderThanHalfARegionTakesWholeOnes() {
    assertThat(HALF.array(500_000)).isEqualTo(500_000);
    assertThat(HALF.array(600_000)).isEqualTo(1 << 20);
    assertThat(new Heap(8L << 30).array(600_000)).isEqualTo(600_000);
  }

  @Test
  void aNetworkThatTheServersOfTheDriverCannotHoldIsRefusedBeforeItIsDrawn() throws Exception {
    Files.write(folder.resolve("d.csv"), List.of("a,y", "1,2", "2,3", "3,4", "4,5"));
    JobSpec wide = job("model={layers: [{dense: 30000}, {dense: 30000}, {dense: 1}]}");

    assertThatThrownBy(
            () ->
                new TrainingJob(LocalSpark.session(), new TrainingListener() {}).run(wide).report())
        .isInstanceOf(UserInputException.class)
        .hasMessageMatching(
            "this training needs [0-9,]+ MiB on the driver, which does all of it \\(rows 1 MiB,"
                + " weights, gradients and a batch of its workers 27,[0-9]+ MiB, servers and"
                + " weights of the driver 20,[0-9]+ MiB; expected: <= [0-9,]+ MiB of its heap of"
                + " [0-9,]+ MiB\\); set --driver-memory [0-9]+m or more, or train.batchSize lower");
  }

  /**
   * Two of four sums wait over sockets, in this JVM one: it lies where the workers lend it from.
   */
  @Test
  void serversCountTheSumsThatMayWaitForOthers() throws Exception {
    Files.write(folder.resolve("d.csv"), List.of("a,y", "1,2", "2,3", "3,4", "4,5"));
    String wide = "model={layers: [{dense: 30000}, {dense: 30000}, {dense: 1}]}";

    assertThatThrownBy(
            () ->
                new TrainingJob(LocalSpark.session(), new TrainingListener() {})
                    .run(job(wide, "cluster.transport=tcp"))
                    .report())
        .isInstanceOf(UserInputException.class)
        .hasMessageMatching(".*servers and weights of the driver 24,[0-9]+ MiB.*");
  }

  @Test
  void chunksOfServersLeaveRoomInTheRegionsOfASmallHeap() {
    assertThat(HALF.chunks(300)).isBetween(399.0, 400.0);
    assertThat(new Heap(64L << 30).chunks(300)).isBetween(300.0, 310.0);
  }

  @Test
  void aLargeBatchCountsWithAllItsActivations() throws Exception {
    Files.write(folder.resolve("d.csv"), Collections.nCopies(40_000, "1,2"));
    String[] options = {
      "data.header=false",
      "data.columns=[a, y]",
      "model={layers: [{dense: 100000}, {dense: 1}]}",
      "train.batchSize=40000"
    };

    assertThatThrownBy(
            () ->
                new TrainingJob(LocalSpark.session(), new TrainingListener() {})
                    .run(job(options))
                    .report())
        .isInstanceOf(UserInputException.class)
        .hasMessageContaining("or train.batchSize lower");
  }
}
