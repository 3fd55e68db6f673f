package weir.driver.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import weir.driver.config.JobSpec;
import weir.driver.config.text.JobFile;

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
          .isEqualTo(JobFile.read(file, List.of()));
    }
  }

  private static String name(Path file) {
    return file.getFileName().toString().replace(".yaml", "");
  }
}
