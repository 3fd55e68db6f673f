package weir.driver.cli;

import java.nio.file.Path;
import java.util.List;
import weir.driver.config.text.JobFile;

/** Paths that were given on the command line. */
final class Paths {
  private Paths() {}

  /** Relative ones against the folder the command was started in. */
  static List<String> absolute(List<String> paths) {
    Path here = Path.of("").toAbsolutePath();
    return paths.stream().map(path -> JobFile.resolve(here, path)).toList();
  }
}
