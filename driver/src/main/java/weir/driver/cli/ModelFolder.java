package weir.driver.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import weir.driver.UserInputException;

/** Finds the model that a path means: a model folder, or the one inside a run folder. */
final class ModelFolder {
  /** The model inside a run folder. */
  static final String NAME = "model";

  private static final String MODEL = "model.json";

  private ModelFolder() {}

  static Path find(Path path) {
    Path folder = path.toAbsolutePath().normalize();
    if (!Files.isDirectory(folder)) {
      throw new UserInputException(path + " does not exist (expected: a model or run folder)");
    }
    for (Path candidate : new Path[] {folder, folder.resolve(NAME)}) {
      if (Files.exists(candidate.resolve(MODEL))) {
        return candidate;
      }
    }
    throw new UserInputException(
        path + " holds no " + MODEL + " (expected: a model or run folder)");
  }
}
