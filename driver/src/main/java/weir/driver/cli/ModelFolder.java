package weir.driver.cli;

import java.io.IOException;
import java.util.List;
import weir.driver.UserInputException;
import weir.driver.files.Location;
import weir.driver.model.ModelFile;

/** Finds the model that a path means: a model folder, or the one inside a run folder. */
final class ModelFolder {
  private ModelFolder() {}

  static Location find(Location path) {
    Location folder = path.absolute();
    try {
      if (!folder.isFolder()) {
        String problem = folder.exists() ? " is a file" : " does not exist";
        throw new UserInputException(path + problem + " (expected: a model or run folder)");
      }
      for (Location candidate : List.of(folder, folder.resolve(ModelFile.FOLDER))) {
        if (candidate.resolve(ModelFile.MODEL).exists()) {
          return candidate;
        }
      }
    } catch (IOException e) {
      throw new UserInputException(path + " cannot be read: " + e.getMessage(), e);
    }
    throw new UserInputException(
        path + " holds no " + ModelFile.MODEL + " (expected: a model or run folder)");
  }
}
