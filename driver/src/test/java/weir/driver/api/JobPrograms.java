package weir.driver.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import weir.driver.config.JobSpec;
import weir.driver.config.text.JobFile;
import weir.driver.files.Location;

/** The job files of a folder beside programs that say the same in Java. */
final class JobPrograms {
  private final Path folder;
  private final Map<String, Supplier<JobSpec>> programs;

  /**
   * @param programs by the name of the job file, without its ending
   */
  JobPrograms(Path folder, Map<String, Supplier<JobSpec>> programs) {
    this.folder = folder;
    this.programs = programs;
  }

  /** Every file has a program, every program a file, and both make the same job. */
  void areTheJobFiles() throws IOException {
    List<Path> files = new ArrayList<>();
    try (var list = Files.newDirectoryStream(folder, "*.yaml")) {
      list.forEach(files::add);
    }
    assertThat(files)
        .extracting(JobPrograms::name)
        .containsExactlyInAnyOrderElementsOf(programs.keySet());
    for (Path file : files) {
      assertThat(programs.get(name(file)).get())
          .as(name(file))
          .isEqualTo(JobFile.read(Location.of(file), List.of()));
    }
  }

  /** The job that {@code yaml} says, as a file. */
  static JobSpec read(Path file, String yaml, String... overrides) {
    try {
      return JobFile.read(Location.of(Files.writeString(file, yaml)), List.of(overrides));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String name(Path file) {
    return file.getFileName().toString().replace(".yaml", "");
  }
}
