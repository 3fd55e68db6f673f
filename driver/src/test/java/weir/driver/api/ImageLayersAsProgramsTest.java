package weir.driver.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static weir.driver.api.Layers.averagePool;
import static weir.driver.api.Layers.conv1d;
import static weir.driver.api.Layers.conv2d;
import static weir.driver.api.Layers.maxPool;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import weir.driver.UserInputException;
import weir.driver.config.text.JobFile;
import weir.driver.files.Location;
import weir.worker.nn.spec.ActivationKind;
import weir.worker.nn.spec.LayerSpec;

/** Layers of images and sequences in job files, said in Java and written back. */
class ImageLayersAsProgramsTest {
  @TempDir Path folder;

  private List<LayerSpec> read(String layers) throws IOException {
    String job = "data: {train: 'digits:100?seed=1'}\nloss: crossEntropy\nmodel: {layers: [%s]}\n";
    var read = JobFile.read(Location.of(write(String.format(job, layers))), List.of());
    List<LayerSpec> list = read.model().layers();
    assertThat(JobFile.read(Location.of(write(JobFile.write(read))), List.of()).model().layers())
        .isEqualTo(list);
    return list;
  }

  private Path write(String yaml) throws IOException {
    return Files.writeString(folder.resolve("images.yaml"), yaml);
  }

  private void same(String yaml, Layer layer) throws IOException {
    assertThat(read(yaml)).as(yaml).containsExactly(layer.spec());
  }

  @Test
  void convolutions() throws IOException {
    same("conv2d: {filters: 32, kernel: 3}", conv2d(32, 3));
    same(
        "conv2d: {filters: 4, kernel: 3, activation: relu, padding: same}",
        conv2d(4, 3).paddingSame().activation(ActivationKind.RELU));
    same(
        "conv2d: {filters: 4, kernel: [3, 5], stride: [2, 1], dilation: [1, 2], padding: [0, 3], "
            + "groups: 2, bias: false, initializer: xavier, activation: relu}",
        conv2d(4, 3, 5)
            .stride(2, 1)
            .dilation(1, 2)
            .padding(0, 3)
            .groups(2)
            .withoutBias()
            .initializer(Initializers.xavier())
            .activation(ActivationKind.RELU));
    same(
        "conv2d: {filters: 4, kernel: 3, padding: 1, biasInitializer: {constant: 1}}",
        conv2d(4, 3).padding(1).biasInitializer(Initializers.constant(1)));
    same("conv2d: {filters: 4, kernel: 3, padding: valid}", conv2d(4, 3));
    same(
        "conv1d: {filters: 4, kernel: 3, stride: 2, dilation: 3}",
        conv1d(4, 3).stride(2).dilation(3));
  }

  @Test
  void pools() throws IOException {
    same("maxPool: 2", maxPool(2));
    same("maxPool: [2, 3]", maxPool(2, 3));
    same("maxPool: {kernel: 3, stride: 2, padding: 1}", maxPool(3).stride(2).padding(1));
    same("averagePool: 2", averagePool(2));
    same(
        "averagePool: {kernel: [3, 2], stride: [1, 2], padding: [1, 0], countIncludePad: false}",
        averagePool(3, 2).stride(1, 2).padding(1, 0).withoutPadInCount());
    same("globalAveragePool", Layers.globalAveragePool());
  }

  @Test
  void reshapes() throws IOException {
    same("reshape: [7, 7, 64]", Layers.reshape(7, 7, 64));
    same("reshape: 784", Layers.reshape(784));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "conv2d | .conv2d.filters is missing (expected: a whole number > 0)",
        "conv2d: 3 | .conv2d=3 (expected: a map with some of activation, bias",
        "conv2d: {filters: 3} | .conv2d.kernel is missing (expected: a whole number or [vertical,",
        "conv2d: {filters: 3, kernel: [1]} | kernel=a list of 1 (expected: a whole number or",
        "conv2d: {filters: 3, kernel: 0} | .conv2d: kernel=0 (expected: >= 1); set kernel",
        "conv2d: {filters: 3, kernel: 3, padding: some} | padding=some (expected: same, valid, a",
        "conv2d: {filters: 3, kernel: 3, groups: 2} | groups=2 (expected: > 0 and a divisor of 3",
        "conv2d: {filters: 3, kernels: 3} | did you mean model.layers.0.conv2d.kernel?",
        "maxPool | .maxPool.kernel is missing (expected: a whole number or [vertical, horizontal])",
        "maxPool: {kernel: 2, countIncludePad: true} | unknown key",
        "maxPool: {kernel: 3, padding: 2} | padding=2 (expected: numbers, at most half of kernel 3)",
        "reshape: [2, 2, 2, 2] | shape=[2, 2, 2, 2] (expected: [features], [steps, features] or",
        "conv1d: {filters: 3, kernel: [3, 1]} | conv1d with kernel [3, 1], stride 1, dilation 1, padding 0 (expected",
      })
  void whatIsWrongIsNamed(String yaml, String message) {
    assertThatThrownBy(() -> read(yaml))
        .isInstanceOf(UserInputException.class)
        .hasMessageContaining(message.strip());
  }
}
