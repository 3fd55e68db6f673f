package weir.driver.schema;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every layer and technique that a job can name has its entry in the reference pages. */
class ReferencePagesTest {
  private static final Path DOCS = Path.of(System.getProperty("weir.root"), "docs");

  @ParameterizedTest
  @ValueSource(strings = {"optimizer", "schedule", "clip", "average", "loss", "augment"})
  void trainingHasAnEntryForEveryTechnique(String what) throws IOException {
    assertThat(headings("training.md", "### ")).containsAll(names(what));
  }

  @Test
  void dataHasAnEntryForEveryFormatAndStep() throws IOException {
    List<String> formats = new ArrayList<>();
    Schema.of(Schema.JOB)
        .root
        .at("/properties/data/properties/format/enum")
        .forEach(format -> formats.add(format.asText()));
    assertThat(formats).isNotEmpty();
    assertThat(headings("data.md", "### ")).containsAll(formats).containsAll(names("prepare"));
  }

  @Test
  void layersHaveAnEntryEach() throws IOException {
    var layers = new TreeSet<>(names("layer"));
    layers.removeAll(names("activation"));
    assertThat(headings("layers.md", "## ")).containsAll(layers);
  }

  /** The variants that the job's schema knows. */
  private static List<String> names(String definition) throws IOException {
    List<String> names = new ArrayList<>();
    JsonNode choices = Schema.of(Schema.JOB).root.path("$defs").path(definition).path("oneOf");
    for (JsonNode choice : choices) {
      choice.path("properties").fieldNames().forEachRemaining(names::add);
    }
    assertThat(names).as(definition).isNotEmpty();
    return names;
  }

  private static List<String> headings(String page, String mark) throws IOException {
    return Files.readAllLines(DOCS.resolve(page)).stream()
        .filter(line -> line.startsWith(mark))
        .map(line -> line.substring(mark.length()))
        .toList();
  }
}
