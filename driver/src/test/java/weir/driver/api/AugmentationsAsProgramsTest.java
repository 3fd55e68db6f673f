package weir.driver.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static weir.driver.api.Augmentations.brightness;
import static weir.driver.api.Augmentations.crop;
import static weir.driver.api.Augmentations.flip;
import static weir.driver.api.Augmentations.noise;
import static weir.driver.api.Augmentations.rotate;
import static weir.driver.api.Augmentations.scale;
import static weir.driver.api.Augmentations.shift;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import weir.driver.UserInputException;
import weir.driver.config.JobSpec;
import weir.driver.config.text.JobFile;
import weir.driver.files.Location;
import weir.worker.augment.AugmentSpec;

/** Changes of images in job files, said in Java and written back. */
class AugmentationsAsProgramsTest {
  @TempDir Path folder;

  private JobSpec read(String augment) throws IOException {
    return parse(
        "data: {train: 'digits:100?seed=1'}\nloss: crossEntropy\nmodel: {layers: [flatten]}\n"
            + "train: {augment: %s}\n".formatted(augment));
  }

  private JobSpec parse(String yaml) throws IOException {
    return JobFile.read(
        Location.of(Files.writeString(folder.resolve("job.yaml"), yaml)), List.of());
  }

  private void same(String yaml, AugmentSpec... steps) throws IOException {
    JobSpec job = read(yaml);
    assertThat(job.train().augment()).as(yaml).containsExactly(steps);
    assertThat(Fit.fit().augment(steps).draft().train().augment()).isEqualTo(job.train().augment());
    assertThat(parse(JobFile.write(job)).train().augment()).containsExactly(steps);
  }

  @Test
  void allOfThem() throws IOException {
    same("flip", flip());
    same("{flip: 0.25}", flip(0.25, 0));
    same("[{flip: {vertical: 0.25}}, {rotate: 15}]", flip(0.5, 0.25), rotate(15));
    same("[{scale: 0.1}, {shift: {fraction: 0.2}}]", scale(0.1), shift(0.2));
    same("[{crop: 4}, {brightness: 0.3}, {noise: 0.05}]", crop(4), brightness(0.3), noise(0.05));
    same("[]");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "turn | train.augment=turn (expected: a change of images: one of flip, rotate, scale",
        "[{rotate: 200}] | rotate.degrees=200.0 (expected: 0 <= degrees <= 180); set"
            + " rotate.degrees",
        "[rotate] | train.augment.0.rotate.degrees is missing (expected: a number)",
        "[{crop: 1.5}] | train.augment.0.crop.padding=1.5 (expected: a whole number)",
        "[{flip: {horizontal: 2}}] | flip.horizontal=2.0 (expected: 0 <= probability <= 1)",
        "[{scale: {ranges: 1}}] | did you mean train.augment.0.scale.range?",
      })
  void whatIsWrongIsNamed(String yaml, String message) {
    assertThatThrownBy(() -> read(yaml))
        .isInstanceOf(UserInputException.class)
        .hasMessageContaining(message.strip());
  }
}
