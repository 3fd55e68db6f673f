package weir.driver.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import weir.driver.files.Location;

/** One JSON line an epoch in {@code metrics.jsonl}, written at once, to be followed live. */
public final class MetricsLog implements TrainingListener, AutoCloseable {
  /** The file in a run folder. */
  public static final String FILE = "metrics.jsonl";

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final Location file;
  private final OutputStream out;

  /** Writes {@code file}, until it is closed. */
  public MetricsLog(Location file) throws IOException {
    this.file = file;
    this.out = file.write();
  }

  @Override
  public void epochEnded(EpochSummary summary) {
    try {
      out.write((line(summary) + "\n").getBytes(StandardCharsets.UTF_8));
      out.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(file + " cannot be written", e);
    }
  }

  @Override
  public void close() throws IOException {
    out.close();
  }

  static String line(EpochSummary summary) throws JsonProcessingException {
    ObjectNode node = MAPPER.createObjectNode();
    node.put("epoch", summary.epoch()).put("step", summary.step());
    ReportJson.put(node, "learningRate", Measure.of(summary.learningRate()));
    ReportJson.put(node, "trainLoss", Measure.of(summary.trainLoss()));
    if (!summary.validation().isEmpty()) {
      ObjectNode validation = node.putObject("validation");
      summary
          .validation()
          .forEach((name, value) -> ReportJson.put(validation, name, Measure.of(value)));
    }
    ReportJson.put(node, "seconds", Measure.of(summary.seconds()));
    ReportJson.put(node, "samplesPerSecond", Measure.of(summary.samplesPerSecond()));
    return MAPPER.writeValueAsString(node);
  }
}
