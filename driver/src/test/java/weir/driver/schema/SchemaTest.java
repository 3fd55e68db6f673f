package weir.driver.schema;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import weir.driver.config.JobSpec;
import weir.driver.config.text.JobFile;
import weir.driver.files.Location;
import weir.driver.report.ReportJson;
import weir.driver.report.SampleReport;

class SchemaTest {
  private static final Path ROOT = Path.of(System.getProperty("weir.root"));
  private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

  /** With {@code -Dweir.docs=write} the pages are written instead of compared. */
  private static final boolean WRITE = "write".equals(System.getProperty("weir.docs"));

  static Stream<Path> jobs() throws IOException {
    try (Stream<Path> files = Files.list(ROOT.resolve("deploy/jobs"))) {
      return files.filter(file -> file.toString().endsWith(".yaml")).sorted().toList().stream();
    }
  }

  @ParameterizedTest
  @MethodSource("jobs")
  void everyJobOfTheProjectIsReadAndFitsTheSchema(Path job) throws IOException {
    Schema schema = Schema.of(Schema.JOB);
    assertThat(schema.faults(YAML.readTree(job.toFile()))).isEmpty();

    JobSpec read = JobFile.read(Location.of(job), List.of());
    assertThat(schema.faults(YAML.readTree(JobFile.write(read)))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "epochz: 1",
        "train: {epochs: many}",
        "train: {epochs: 0}",
        "loss: [crossEntropy]",
        "loss: crossEntropi",
        "model: {layers: [dense]}",
        "model: {layers: [{dense: 1, relu: 2}]}",
        "optimizer: {adam: {momentum: 1}}",
        "data: {format: csv}",
      })
  void theSchemaRefusesWhatTheReaderRefuses(String change) throws IOException {
    JsonNode job =
        YAML.readTree("data: {train: a.csv, label: x}\nmodel: {layers: [flatten]}\nloss: huber\n");
    assertThat(Schema.of(Schema.JOB).faults(job)).isEmpty();
    JsonNode changed = YAML.readerForUpdating(job).readValue(change);
    if (change.startsWith("data")) {
      ((ObjectNode) changed).set("data", YAML.readTree("format: csv"));
    }
    assertThat(Schema.of(Schema.JOB).faults(changed)).isNotEmpty();
  }

  @Test
  void theSchemaTakesNamesAndInputsOfLayers() throws IOException {
    String job =
        """
        data: {train: a.csv, label: x}
        model:
          layers:
            - dense: {units: 3, name: stem}
            - relu: {inputs: stem}
            - layerNorm: {name: norm, inputs: [stem]}
            - add: [stem, norm, '1']
            - add: {inputs: [stem, norm], name: sum}
        loss: huber
        """;
    assertThat(Schema.of(Schema.JOB).faults(YAML.readTree(job))).isEmpty();
  }

  @Test
  void reportsFitTheSchema() throws IOException {
    var mapper = new ObjectMapper();
    Schema schema = Schema.of(Schema.REPORT);
    for (var report : List.of(SampleReport.full(), SampleReport.bare())) {
      assertThat(schema.faults(mapper.readTree(ReportJson.text(report)))).isEmpty();
    }
    assertThat(schema.faults(mapper.readTree("{}"))).contains(".weightsSha256 is missing");
  }

  @Test
  void docsAreMadeFromTheSchemas() throws IOException {
    page("job.md", Schema.JOB);
    page("report.md", Schema.REPORT);
  }

  private static void page(String name, String resource) throws IOException {
    String made = SchemaDocs.of(Schema.of(resource), resource);
    Path page = ROOT.resolve("docs").resolve(name);
    if (WRITE) {
      Files.writeString(page, made);
    }
    assertThat(page)
        .as("stale? mvn -pl driver -am test -Dtest=SchemaTest -Dweir.docs=write")
        .hasContent(made);
  }
}
