package weir.driver.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static weir.driver.api.DataFormats.images;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import weir.driver.UserInputException;
import weir.driver.config.DataSpec;
import weir.driver.config.ImageSpec;
import weir.driver.config.JobSpec;
import weir.driver.config.text.JobFile;
import weir.driver.files.Location;

/** Folders of images in job files, said in Java and written back. */
class ImagesAsProgramsTest {
  @TempDir Path folder;

  private JobSpec read(String data) throws IOException {
    return parse("data: {%s}\nloss: crossEntropy\nmodel: {layers: [flatten]}\n".formatted(data));
  }

  private JobSpec parse(String yaml) throws IOException {
    return JobFile.read(
        Location.of(Files.writeString(folder.resolve("job.yaml"), yaml)), List.of());
  }

  private void same(String yaml, Data data) throws IOException {
    DataSpec read = read(yaml).data();
    assertThat(data.spec()).as(yaml).isEqualTo(read);
    assertThat(parse(JobFile.write(read(yaml))).data()).isEqualTo(read);
  }

  @Test
  void sizesAndChannels() throws IOException {
    String train = folder.resolve("train").toString();
    same("format: images, train: train", images(train));
    same("train: train/*/*.png", images(train + "/*/*.png"));
    same("train: train/*/*.JPEG", images(train + "/*/*.JPEG"));
    same("format: images, train: train, image: {channels: 3}", images(train).imageChannels(3));
    same(
        "format: images, train: train, test: train, image: {size: [20, 30], channels: 1}",
        images(train).test(train).imageSize(20, 30).imageChannels(1));
    same(
        "format: images, train: train, image: {size: [20, 30], orientation: exif}",
        images(train).imageOrientation(ImageSpec.Orientation.EXIF).imageSize(20, 30));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "format: images, train: x, image: {size: 3} | data.image.size=3 (expected: [height,"
            + " width])",
        "format: images, train: x, image: {size: [0, 3]} | data.image.size=[0, 3] (expected:"
            + " [height",
        "format: images, train: x, image: {channels: 2} | data.image.channels=2 (expected: 1 or 3)",
        "format: images, train: x, image: {sizes: 3} | did you mean data.image.size?",
        "train: x.csv, label: y, image: {channels: 1} | (expected: nothing beside data.format=csv)",
      })
  void whatIsWrongIsNamed(String yaml, String message) {
    assertThatThrownBy(() -> read(yaml))
        .isInstanceOf(UserInputException.class)
        .hasMessageContaining(message.strip());
  }
}
