package weir.driver.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import weir.driver.LocalSpark;
import weir.driver.data.image.Pictures;

/** A run goes from folders of images to predictions of images. */
class ImageRunTest {
  @TempDir Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(String... arguments) {
    LocalSpark.session();
    out.getBuffer().setLength(0);
    CommandLine line = WeirCommand.commandLine(new SparkEngine());
    line.setOut(new PrintWriter(out));
    line.setErr(new PrintWriter(err));
    return line.execute(arguments);
  }

  private static List<String> csv(Path output) throws IOException {
    List<String> lines = new ArrayList<>();
    try (Stream<Path> parts = Files.list(output)) {
      for (Path part : parts.filter(one -> one.toString().endsWith(".csv")).sorted().toList()) {
        List<String> part2 = Files.readAllLines(part);
        lines.addAll(lines.isEmpty() ? part2 : part2.subList(1, part2.size()));
      }
    }
    return lines;
  }

  @Test
  void learnsFoldersMeasuresAndPredicts() throws IOException {
    Pictures.digits(folder.resolve("train"), 900, 1);
    Pictures.digits(folder.resolve("test"), 200, 2);
    Path job =
        Files.writeString(
            folder.resolve("pictures.yaml"),
            """
            data: {format: images, train: train, test: test, prepare: [scale]}
            model: {layers: [flatten, {dense: {units: 64, activation: relu}}, {dense: 10}]}
            loss: crossEntropy
            optimizer: {adam: 0.005}
            train: {epochs: 6, batchSize: 32}
            cluster: {workers: 2}
            """);
    assertThat(run("train", job.toString())).as(err.toString()).isZero();
    assertThat(out.toString()).contains("digit 7").containsPattern("accuracy +0\\.[6-9]");
    String accuracy = out.toString().lines().filter(l -> l.contains("accuracy")).findAny().get();
    Path sheet = folder.resolve("runs/pictures/pictures/misclassified.svg");
    assertThat(sheet).content().contains("true: digit ", "told: digit ", "data:image/png;base64,");
    assertThat(folder.resolve("runs/pictures/report.html")).content().contains("surest mistakes");
    String model = folder.resolve("runs/pictures").toString();
    Path test = folder.resolve("test");

    assertThat(run("evaluate", model, "--data", test.toString())).as(err.toString()).isZero();
    assertThat(out.toString()).contains(accuracy);

    Path output = folder.resolve("out");
    assertThat(run("predict", model, "--input", test.toString(), "--output", output.toString()))
        .isZero();
    List<String> lines = csv(output);
    assertThat(lines).hasSize(201);
    assertThat(lines.get(0)).startsWith("file,label,prediction,probability_digit 0,");
    assertThat(lines.get(1)).contains("/test/digit 0/", ".png,digit 0,digit ");

    Path flat = folder.resolve("output2");
    String input = folder.resolve("test/digit 3").toString();
    assertThat(run("predict", model, "--input", input, "--output", flat.toString())).isZero();
    assertThat(csv(flat).get(0)).startsWith("file,prediction,probability_digit 0,");
  }
}
