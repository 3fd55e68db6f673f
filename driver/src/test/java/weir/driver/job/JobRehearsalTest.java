package weir.driver.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import weir.driver.config.JobSpec;
import weir.driver.config.text.JobFile;
import weir.driver.files.Location;

class JobRehearsalTest {
  private static final Path JOBS = Path.of(System.getProperty("weir.root"), "deploy/jobs/textbook");

  @Test
  void everyTextbookNetworkIsRehearsedBeforeItsRowsAreKnown() throws Exception {
    try (Stream<Path> files = Files.list(JOBS)) {
      for (Path file : files.filter(each -> each.toString().endsWith(".yaml")).toList()) {
        try (JobRehearsal rehearsal = JobRehearsal.start(job(file), true)) {
          assertThat(rehearsal.started()).as(file.toString()).isTrue();
        }
      }
    }
  }

  @Test
  void nothingIsRehearsedWhereTheWorkersAreElsewhere() throws Exception {
    try (JobRehearsal rehearsal =
        JobRehearsal.start(job(JOBS.resolve("f-cnn-mnist.yaml")), false)) {
      assertThat(rehearsal.started()).isFalse();
    }
  }

  private static JobSpec job(Path file) throws Exception {
    return JobFile.read(Location.of(file), List.of());
  }
}
