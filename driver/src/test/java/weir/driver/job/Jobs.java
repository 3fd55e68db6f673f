package weir.driver.job;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import weir.driver.config.JobSpec;
import weir.driver.config.text.JobFile;
import weir.driver.files.Location;

/** Small jobs for tests, on generated digits. */
final class Jobs {
  private static final String DIGITS =
      """
      name: digits
      data:
        train: digits:1200?seed=1
        test: digits:400?seed=2
        prepare: [scale]
      model:
        layers:
          - flatten
          - dense: {units: 32, activation: relu}
          - dense: 10
      loss: crossEntropy
      optimizer: {adam: {learningRate: 0.003}}
      train: {epochs: 3, batchSize: 40, virtualWorkers: 4, seed: 7}
      cluster: {workers: 2}
      output: unused
      """;

  private Jobs() {}

  /** Digits with keys of the job overridden. */
  static JobSpec digits(Path folder, String... overrides) {
    try {
      Path file = folder.resolve("digits.yaml");
      Files.writeString(file, DIGITS);
      return JobFile.read(Location.of(file), List.of(overrides));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
