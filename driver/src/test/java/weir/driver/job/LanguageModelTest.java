package weir.driver.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import weir.driver.LocalSpark;
import weir.driver.UserInputException;
import weir.driver.config.DataFormat;
import weir.driver.config.SamplingSpec;
import weir.driver.config.text.JobFile;
import weir.driver.evaluate.ModelEvaluator;
import weir.driver.evaluate.Predictor;
import weir.driver.evaluate.TextGenerator;
import weir.driver.files.Location;
import weir.driver.model.ModelFile;
import weir.driver.model.TrainedModel;
import weir.driver.report.TrainingListener;

/** A small transformer learns to say the alphabet, and says it. */
class LanguageModelTest {
  private static final String ALPHABET = "abcdefghijklmnopqrstuvwxyz\n";

  private static final String JOB =
      """
      data:
        {train: alphabet.txt, label: next, split: time, validationFraction: 0.1,
         prepare: [{characters: {steps: 8, vocabulary: 29}}]}
      model:
        layers:
          - embedding: {vocabulary: 29, units: 16}
          - positionalEmbedding
          - transformerBlock: {heads: 2, hidden: 32, causal: true}
          - layerNorm
          - dense: 29
      loss: crossEntropy
      optimizer: {adam: 0.01}
      train: {epochs: 6, batchSize: 16, seed: 3}
      cluster: {workers: 2}
      """;

  @TempDir Path folder;

  private TrainedModel train(String... overrides) throws Exception {
    Files.writeString(folder.resolve("alphabet.txt"), ALPHABET.repeat(120));
    Files.writeString(folder.resolve("job.yaml"), JOB);
    return new TrainingJob(LocalSpark.session(), new TrainingListener() {})
        .run(JobFile.read(Location.of(folder.resolve("job.yaml")), List.of(overrides)))
        .model();
  }

  private static void refuses(TextGenerator generator, String prompt, String message) {
    assertThatThrownBy(() -> generator.generate(prompt, SamplingSpec.of(3)))
        .isInstanceOf(UserInputException.class)
        .hasMessage(message);
  }

  @Test
  void saysTheAlphabetAsOftenAsItIsAsked() throws Exception {
    TrainedModel trained = train();
    ModelFile.write(trained, Location.of(folder.resolve("model")));
    TrainedModel model = ModelFile.read(Location.of(folder.resolve("model")));
    SamplingSpec sampling = SamplingSpec.of(40).withTemperature(0.1);

    String said = new TextGenerator(model).generate("hij", sampling);

    assertThat(said).isEqualTo(ALPHABET.repeat(3).substring(7, 50));
    var wild = sampling.withTemperature(5);
    var generator = new TextGenerator(model);
    assertThat(generator.generate("hij", wild))
        .hasSize(43)
        .isEqualTo(new TextGenerator(trained).generate("hij", wild))
        .isNotEqualTo(generator.generate("hij", wild.withSeed(2)));
    refuses(generator, "", "prompt=\"\" (expected: characters to begin with); set prompt");
    refuses(
        generator,
        "aZ",
        "prompt holds \"Z\" (expected: characters of the training rows); set prompt");
  }

  @Test
  void isMeasuredOnOtherTextsCharacterByCharacter() throws Exception {
    TrainedModel model = train();
    Path other = write("other.txt", ALPHABET.substring(0, 26) + "\n" + ALPHABET);
    var results =
        new ModelEvaluator(LocalSpark.session(), model, line -> {})
            .evaluate(List.of(other.toString()), DataFormat.TEXT);
    long characters = results.confusion().stream().flatMap(List::stream).mapToLong(n -> n).sum();
    assertThat(characters).isEqualTo(48);
    assertThat(results.metrics().get("accuracy").value()).isGreaterThan(0.9);
  }

  @Test
  void predictsWhatFollowsTheLastTokensOfEachText() throws Exception {
    TrainedModel model = train();
    Path texts = write("texts.txt", "a\nabc\n\n" + ALPHABET + "%%%mnop\n");
    Predictor predictor = new Predictor(LocalSpark.session(), model);
    List<Row> rows = predictor.rows(List.of(texts.toString()), DataFormat.TEXT).collectAsList();
    assertThat(rows.get(0).schema().fieldNames())
        .containsExactly("row", "text", "prediction", "probability");
    assertThat(rows)
        .extracting(row -> row.getString(1) + " > " + row.getString(2))
        .containsExactly("a > b", "abc > d", "abcdefghijklmnopqrstuvwxyz > \\n", "%%%mnop > q");
    assertThat(rows).allSatisfy(row -> assertThat(row.getDouble(3)).isBetween(0.3, 1.0));
    assertThat(
            predictor
                .writeCsv(
                    List.of(texts.toString()), DataFormat.TEXT, Location.of(folder.resolve("p")))
                .rows())
        .isEqualTo(4);
  }

  @Test
  void othersForetellNothing() throws Exception {
    Path job =
        write(
            "job.yaml",
            """
            data: {train: "digits:64?seed=1", prepare: [scale]}
            model: {layers: [flatten, {dense: 10}]}
            loss: crossEntropy
            train: {epochs: 1}
            cluster: {workers: 1}
            """);
    TrainedModel digits =
        new TrainingJob(LocalSpark.session(), new TrainingListener() {})
            .run(JobFile.read(Location.of(job), List.of()))
            .model();
    assertThatThrownBy(() -> new TextGenerator(digits))
        .isInstanceOf(UserInputException.class)
        .hasMessageContaining("foretells no tokens (expected: a language model); train one with");
    assertThatThrownBy(() -> train("loss=meanSquaredError"))
        .isInstanceOf(UserInputException.class)
        .hasMessageContaining("data.label=next (expected: a label that is no token, or loss: cr");
    assertThatThrownBy(() -> SamplingSpec.of(3).withTemperature(0))
        .isInstanceOf(UserInputException.class)
        .hasMessageContaining("temperature=0.0 (expected: > 0); set temperature");
    assertThatThrownBy(() -> SamplingSpec.of(0))
        .isInstanceOf(UserInputException.class)
        .hasMessageContaining("length=0 (expected: >= 1); set length");
  }

  private Path write(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }
}
