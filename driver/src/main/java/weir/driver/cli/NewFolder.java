package weir.driver.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * A folder that is there whole or not at all: written beside its place, renamed at the end, removed
 * when it is closed without that.
 */
final class NewFolder implements AutoCloseable {
  private final Path output;
  private final Path working;

  private NewFolder(Path output, Path working) {
    this.output = output;
    this.working = working;
  }

  /** The folder {@code output}, written beside it. */
  static NewFolder beside(Path output) throws IOException {
    Files.createDirectories(output.getParent());
    Path parent = Files.createTempDirectory(output.getParent(), "." + output.getFileName());
    return new NewFolder(output, parent.resolve("new"));
  }

  /** Where to write; does not exist yet. */
  Path path() {
    return working;
  }

  /** Gives the folder its name. */
  void keep() throws IOException {
    Files.move(working, output);
  }

  @Override
  public void close() throws IOException {
    List<Path> left;
    try (Stream<Path> all = Files.walk(working.getParent())) {
      left = all.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path one : left) {
      Files.delete(one);
    }
  }
}
