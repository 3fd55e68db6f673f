package weir.driver.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import weir.driver.LocalSpark;
import weir.driver.config.text.JobFile;
import weir.driver.files.Location;
import weir.driver.report.TrainingListener;

/**
 * Small versions of the textbook's networks with all that draws random numbers or keeps state of
 * its own end in the same bits, whatever the number of workers and shards.
 */
class TextbookBitsTest {
  private static final String FIT =
      """
      loss: crossEntropy
      optimizer: {adam: 0.003}
      train: {epochs: 2, batchSize: 32, virtualWorkers: 4, seed: 5%s}
      cluster: {workers: 1}
      """;

  private static final String QUESTIONS =
      """
      data: {train: questions.txt, label: firstWord, prepare: [{words: {steps: 6, vocabulary: 20}}]}
      model:
        layers:
          - embedding: {vocabulary: 20, units: 8, padding: 0}
      %s    - dense: 2
      """
          + FIT.formatted("");

  @TempDir Path folder;

  private String sha(String... overrides) throws InterruptedException {
    return new TrainingJob(LocalSpark.session(), new TrainingListener() {})
        .run(JobFile.read(Location.of(folder.resolve("job.yaml")), List.of(overrides)))
        .report()
        .weightsSha256();
  }

  private void endsInTheSameBits(String job) throws Exception {
    Files.writeString(folder.resolve("job.yaml"), job);
    String expected = sha();
    for (int workers : new int[] {1, 2, 4}) {
      for (int shards : new int[] {1, 3}) {
        assertThat(sha("cluster.workers=" + workers, "cluster.shards=" + shards))
            .as("%d workers, %d shards", workers, shards)
            .isEqualTo(expected);
      }
    }
    assertThat(sha("train.seed=6")).isNotEqualTo(expected);
  }

  @Test
  void aConvolutionalNetwork() throws Exception {
    endsInTheSameBits(
        """
        data: {train: "digits:320?seed=1", validation: "digits:64?seed=2", prepare: [scale]}
        model:
          layers:
            - conv2d: {filters: 8, kernel: 3, activation: relu}
            - batchNorm
            - maxPool: 2
            - conv2d: {filters: 16, kernel: 3}
            - batchNorm
            - relu
            - maxPool: 2
            - flatten
            - dropout: 0.3
            - dense: 10
        """
            + FIT.formatted(", augment: [{rotate: 10}, {shift: 0.1}, {noise: 0.05}]"));
  }

  @Test
  void aRecurrentNetworkOnText() throws Exception {
    writeQuestions();
    endsInTheSameBits(
        questions(
            """
            - lstm: {units: 8, layers: 2, dropout: 0.2, return: sequence}
            - dropout: 0.2
            - lstm: 8
            - batchNorm
            """));
  }

  @Test
  void aTransformerOnText() throws Exception {
    writeQuestions();
    endsInTheSameBits(
        questions(
            """
            - positionalEmbedding
            - transformerBlock: {heads: 2, hidden: 16, dropout: 0.2, causal: true}
            - globalAveragePool
            """));
  }

  @Test
  void aTransformerThatForetellsCharacters() throws Exception {
    writeQuestions();
    endsInTheSameBits(
        """
        data:
          {train: questions.txt, label: next, split: time, validationFraction: 0.1,
           prepare: [{characters: {steps: 9, vocabulary: 33}}]}
        model:
          layers:
            - embedding: {vocabulary: 33, units: 8}
            - positionalEmbedding
            - transformerBlock: {heads: 2, hidden: 16, dropout: 0.2, causal: true}
            - dense: 33
        """
            + FIT.formatted(""));
  }

  private static String questions(String layers) {
    return QUESTIONS.formatted(layers.indent(4));
  }

  private void writeQuestions() throws IOException {
    String[] words = {"where", "is", "the", "town", "who", "was", "king", "of", "river", "sea"};
    List<String> lines = new ArrayList<>();
    for (int row = 0; row < 200; row++) {
      var line = new StringBuilder(row % 3 == 0 ? "PLACE" : "PERSON");
      for (int word = 0; word < 2 + row % 6; word++) {
        line.append(' ').append(words[(row * 7 + word * word) % words.length]);
      }
      lines.add(line + " " + row);
    }
    Files.write(folder.resolve("questions.txt"), lines);
  }
}
