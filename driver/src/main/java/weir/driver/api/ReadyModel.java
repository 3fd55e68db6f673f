package weir.driver.api;

import java.io.IOException;
import java.nio.file.Path;
import weir.driver.model.ModelFile;
import weir.driver.model.TrainedModel;

/** A trained model, ready for new rows. Immutable; any thread. */
public final class ReadyModel {
  private final TrainedModel trained;

  ReadyModel(TrainedModel trained) {
    this.trained = trained;
  }

  /**
   * Reads the model in {@code folder}, the folder {@code model} of a run or one that {@link #save}
   * wrote.
   *
   * @throws weir.driver.UserInputException when it is not a whole model
   */
  public static ReadyModel load(Path folder) {
    return new ReadyModel(ModelFile.read(folder));
  }

  /** Writes the model into {@code folder}, which is created. */
  public void save(Path folder) throws IOException {
    ModelFile.write(trained, folder);
  }

  /** Weights, preparation, labels, provenance. */
  public TrainedModel trained() {
    return trained;
  }
}
