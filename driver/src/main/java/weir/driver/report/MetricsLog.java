package weir.driver.report;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import weir.driver.files.Disk;
import weir.driver.files.Location;

/** One JSON line an epoch in {@code metrics.jsonl}, written at once, to be followed live. */
public final class MetricsLog implements TrainingListener, AutoCloseable {
  /** The file in a run folder. */
  public static final String FILE = "metrics.jsonl";

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final Location file;
  private final Consumer<String> warn;
  private final OutputStream out;
  private volatile boolean failed;

  /**
   * Writes {@code file}, until it is closed.
   *
   * @param warn takes the line that says so when it cannot be written any more
   */
  public MetricsLog(Location file, Consumer<String> warn) throws IOException {
    this.file = file;
    this.warn = warn;
    this.out = file.write();
  }

  @Override
  public void epochEnded(EpochSummary summary) {
    if (failed) {
      return;
    }
    byte[] line = line(summary).getBytes(StandardCharsets.UTF_8);
    try {
      out.write(line);
      out.flush();
    } catch (IOException e) {
      fail(line.length, e);
    }
  }

  private void fail(int bytes, IOException cause) {
    failed = true;
    warn.accept(
        file
            + " cannot be written: "
            + Disk.reason(cause)
            + " ("
            + Disk.room(file, bytes)
            + "); the training goes on, and it is tried again at the end");
  }

  /** False when lines are missing from the file, or the file is. */
  public boolean whole() {
    try {
      return !failed && file.exists();
    } catch (IOException e) {
      return false;
    }
  }

  @Override
  public void close() {
    try {
      out.close();
    } catch (IOException e) {
      fail(0, e);
    }
  }

  /** What the file holds after these epochs. */
  public static String text(List<EpochSummary> epochs) {
    return epochs.stream().map(MetricsLog::line).collect(Collectors.joining());
  }

  private static String line(EpochSummary summary) {
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
    return node + "\n";
  }
}
