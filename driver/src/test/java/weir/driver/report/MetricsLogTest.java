package weir.driver.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import weir.driver.files.Location;

class MetricsLogTest {
  private static final EpochSummary EPOCH = new EpochSummary(1, 10, 0.1, 0.5, Map.of(), 2, 640);

  private final List<String> warnings = new ArrayList<>();

  @Test
  void writesALineAnEpoch(@TempDir Path folder) throws IOException {
    Path file = folder.resolve(MetricsLog.FILE);
    MetricsLog log = new MetricsLog(Location.of(file), warnings::add);
    log.epochEnded(new EpochSummary(1, 10, 0.1, 0.5, Map.of("accuracy", 0.75), 2, 640));
    log.epochEnded(new EpochSummary(2, 20, 0.1, Double.NaN, Map.of(), 2, 640));

    // As one who follows it reads it: it is not closed yet.
    assertThat(Files.readAllLines(file))
        .containsExactly(
            "{\"epoch\":1,\"step\":10,\"learningRate\":0.1,\"trainLoss\":0.5,"
                + "\"validation\":{\"accuracy\":0.75},\"seconds\":2.0,\"samplesPerSecond\":640.0}",
            "{\"epoch\":2,\"step\":20,\"learningRate\":0.1,\"trainLoss\":null,"
                + "\"trainLossReason\":\"the value is NaN\",\"seconds\":2.0,"
                + "\"samplesPerSecond\":640.0}");
    log.close();
    assertThat(log.whole()).isTrue();
    assertThat(warnings).isEmpty();
  }

  @Test
  void aFullDiskIsToldOnceAndThrowsNothing(@TempDir Path folder) throws IOException {
    Path file = Files.createSymbolicLink(folder.resolve(MetricsLog.FILE), Path.of("/dev/full"));
    MetricsLog log = new MetricsLog(Location.of(file), warnings::add);
    log.epochEnded(EPOCH);
    log.epochEnded(EPOCH);
    log.close();

    assertThat(log.whole()).isFalse();
    assertThat(warnings).hasSize(1);
    assertThat(warnings.get(0))
        .matches(
            Pattern.quote(file + " cannot be written: No space left on device (")
                + "\\d+ bytes needed, [\\d,]+ free\\); the training goes on, .*");
  }

  @Test
  void aFileThatIsDeletedIsNotWhole(@TempDir Path folder) throws IOException {
    Path file = folder.resolve(MetricsLog.FILE);
    MetricsLog log = new MetricsLog(Location.of(file), warnings::add);
    log.epochEnded(EPOCH);
    Files.delete(file);
    log.close();
    assertThat(log.whole()).isFalse();
  }
}
