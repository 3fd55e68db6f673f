package weir.driver.cli;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import weir.driver.UserInputException;
import weir.driver.files.Disk;
import weir.driver.files.Location;
import weir.driver.job.TrainingFailedException;
import weir.driver.model.ModelFile;
import weir.driver.model.TrainedModel;

/**
 * Writes a model that has just been trained: where it belongs, or else wherever there is room for
 * it, as its weights are worth hours. Immutable.
 *
 * @param refuges folders to try in this order
 */
record ModelRescue(List<Location> refuges) {
  ModelRescue {
    refuges = List.copyOf(refuges);
  }

  /** For temporary files, then the user's own. */
  static ModelRescue ofThisMachine() {
    return new ModelRescue(
        List.of(
            Location.of(System.getProperty("java.io.tmpdir")),
            Location.of(System.getProperty("user.home"))));
  }

  /**
   * Writes the model as {@code folder}.
   *
   * @throws TrainingFailedException when it cannot be there: says where it is instead
   */
  void write(TrainedModel model, Location folder) {
    try {
      ModelFile.write(model, folder);
    } catch (IOException | UserInputException e) {
      throw new TrainingFailedException(
          "the model cannot be written to "
              + folder
              + ": "
              + Disk.reason(e)
              + " ("
              + Disk.room(folder, (long) Float.BYTES * model.weights().length)
              + "); "
              + rescued(model),
          e);
    }
  }

  /** Where it is instead. */
  private String rescued(TrainedModel model) {
    String name = "weir-model-" + UUID.randomUUID().toString().substring(0, 8);
    StringBuilder tried = new StringBuilder();
    for (Location refuge : refuges) {
      Location place = refuge.resolve(name);
      try {
        ModelFile.write(model, place);
        return "it was written to " + place;
      } catch (IOException | UserInputException e) {
        tried.append(String.format(Locale.ROOT, ", nor to %s: %s", refuge, Disk.reason(e)));
      }
    }
    return "its weights are lost, as it could not be written elsewhere" + tried;
  }
}
