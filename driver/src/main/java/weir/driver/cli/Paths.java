package weir.driver.cli;

import java.util.List;
import weir.driver.config.text.JobFile;
import weir.driver.files.Location;

/** Paths that were given on the command line. */
final class Paths {
  private Paths() {}

  /** Relative ones against the folder the command was started in. */
  static List<String> absolute(List<String> paths) {
    Location here = Location.of("").absolute();
    return paths.stream().map(path -> JobFile.resolve(here, path)).toList();
  }
}
