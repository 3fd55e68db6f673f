package weir.driver.api;

import static org.assertj.core.api.Assertions.assertThat;
import static weir.driver.api.DataFormats.text;
import static weir.driver.api.TextSteps.characters;
import static weir.driver.api.TextSteps.hashed;
import static weir.driver.api.TextSteps.words;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import weir.driver.config.HashSpec.Weight;
import weir.driver.config.JobSpec;
import weir.driver.config.TextLabel;
import weir.driver.config.TextStep.Side;
import weir.driver.config.text.JobFile;
import weir.driver.files.Location;

/** Every option of texts, in YAML and in Java. */
class TextDataAsProgramsTest {
  private static final String JOB =
      """
      name: texts
      data:
        train: /a.txt
        label: folder
        charset: ISO-8859-1
        quotes: false
        prepare:
          - words: 9
          - words:
              steps: 9
              vocabulary: 50
              minCount: 2
              padding: back
              truncation: back
              lowerCase: false
              punctuation: false
              columns: [a, b]
          - characters: 8
          - characters: {steps: 8, lowerCase: true}
          - hash
          - hash: 100
          - hash:
              features: 100
              ngrams: 2
              weight: log
              normalize: false
              punctuation: false
              columns: a
          - hash: {tokens: characters, ngrams: 5, lowerCase: true, weight: binary}
      model: {layers: [{dense: 10}]}
      loss: crossEntropy
      """;

  @TempDir Path folder;

  private JobSpec read(String yaml) throws IOException {
    return JobFile.read(
        Location.of(Files.writeString(folder.resolve("texts.yaml"), yaml)), List.of());
  }

  @Test
  void everyOptionOfTexts() throws IOException {
    JobSpec job = read(JOB);
    Data data =
        text("/a.txt")
            .label(TextLabel.FOLDER)
            .charset("ISO-8859-1")
            .withoutQuotes()
            .tokens(words(9))
            .tokens(
                words(9)
                    .vocabulary(50)
                    .minCount(2)
                    .padding(Side.BACK)
                    .truncation(Side.BACK)
                    .lowerCase(false)
                    .withoutPunctuation()
                    .columns("a", "b"))
            .tokens(characters(8))
            .tokens(characters(8).lowerCase(true))
            .hash(hashed(1 << 18))
            .hash(hashed(100))
            .hash(
                hashed(100)
                    .ngrams(2)
                    .weight(Weight.LOG)
                    .withoutNormalization()
                    .withoutPunctuation()
                    .column("a"))
            .hash(hashed(1 << 18).characters().ngrams(5).lowerCase(true).weight(Weight.BINARY));
    assertThat(data.spec()).isEqualTo(job.data());
    JobSpec again = read(JobFile.write(job));
    assertThat(again.data().prepare()).isEqualTo(job.data().prepare());
    assertThat(again.data().table().dialect().charset()).isEqualTo("ISO-8859-1");
  }
}
