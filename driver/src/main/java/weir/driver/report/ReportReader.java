package weir.driver.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import weir.driver.UserInputException;
import weir.driver.files.Location;
import weir.proto.client.Phase;
import weir.proto.client.Traffic;
import weir.tensor.BlasInfo;

/** Reads {@code report.json}. Keys it does not know are skipped: newer releases may add some. */
public final class ReportReader {
  private static final ObjectMapper MAPPER = ReportJson.MAPPER;

  private ReportReader() {}

  /**
   * Reads the report of a run.
   *
   * @throws UserInputException naming the file, when it is no whole report
   */
  public static Report read(Location file) throws IOException {
    String text = file.readText();
    try {
      return read(text);
    } catch (JsonProcessingException e) {
      throw damaged(file, e.getOriginalMessage(), e);
    } catch (IOException | RuntimeException e) {
      throw damaged(file, e.getMessage(), e);
    }
  }

  private static UserInputException damaged(Location file, String why, Exception cause) {
    String line = String.valueOf(why).lines().findFirst().orElse("");
    return new UserInputException(
        file + ": " + line + " (expected: a report as training writes it)", cause);
  }

  /** Reads a report from its JSON; throws when a key is missing. */
  public static Report read(String json) throws IOException {
    JsonNode root = MAPPER.readTree(json);
    return new Report(
        run(root),
        setup(root),
        rows(need(root, "rows")),
        results(root),
        validation(root),
        root.has("decided") ? MAPPER.treeToValue(root.get("decided"), Report.Decided.class) : null,
        MAPPER.treeToValue(need(root, "seconds"), Report.Seconds.class),
        measure(root, "samplesPerSecond"),
        need(root, "weightsSha256").asText(),
        phases(need(root, "phases")),
        traffic(need(root, "pushes"), need(root, "bytes")),
        MAPPER.convertValue(need(root, "stalenessHistogram"), new TypeReference<List<Long>>() {}),
        MAPPER.convertValue(
            need(root, "recoveries"), new TypeReference<List<Report.Recovery>>() {}),
        MAPPER.treeToValue(need(root, "blas"), BlasInfo.class),
        MAPPER.convertValue(need(root, "versions"), new TypeReference<Map<String, String>>() {}));
  }

  private static Report.Run run(JsonNode root) throws IOException {
    return new Report.Run(
        need(root, "name").asText(),
        need(root, "task").asText(),
        need(root, "epochs").asInt(),
        need(root, "steps").asLong(),
        need(root, "parameters").asLong(),
        need(root, "workers").asInt(),
        need(root, "virtualWorkers").asInt(),
        need(root, "shards").asInt(),
        need(root, "consistency").asText(),
        root.path("stopped").asText(null),
        root.has("bestEpoch") ? root.get("bestEpoch").asInt() : null);
  }

  private static Report.Setup setup(JsonNode root) throws IOException {
    return new Report.Setup(
        need(root, "started").asText(),
        need(root, "seed").asLong(),
        MAPPER.convertValue(need(root, "network"), new TypeReference<List<String>>() {}),
        need(root, "optimizer").asText());
  }

  private static Report.Rows rows(JsonNode rows) throws IOException {
    return new Report.Rows(
        need(rows, "training").asLong(),
        MAPPER.treeToValue(need(rows, "validation"), Report.HeldOut.class),
        MAPPER.treeToValue(need(rows, "test"), Report.HeldOut.class));
  }

  private static Report.Validation validation(JsonNode root) throws IOException {
    JsonNode node = root.get("validation");
    return node == null
        ? null
        : new Report.Validation(
            need(node, "epoch").asInt(), measure(node, "loss"), metrics(need(node, "metrics")));
  }

  private static Map<String, Measure> metrics(JsonNode written) throws IOException {
    var metrics = new LinkedHashMap<String, Measure>();
    for (var entry : written.properties()) {
      if (!entry.getValue().isTextual()) {
        metrics.put(entry.getKey(), measure(written, entry.getKey()));
      }
    }
    return metrics;
  }

  private static Report.Results results(JsonNode root) throws IOException {
    var classes = new ArrayList<Report.ClassResult>();
    for (JsonNode one : root.path("classes")) {
      classes.add(
          new Report.ClassResult(
              need(one, "label").asText(),
              measure(one, "precision"),
              measure(one, "recall"),
              measure(one, "f1"),
              need(one, "support").asLong()));
    }
    return new Report.Results(
        measure(root, "trainLoss"),
        measure(root, "testLoss"),
        metrics(need(root, "metrics")),
        root.has("positive")
            ? new Report.Positive(root.get("positive").asText(), need(root, "threshold").asDouble())
            : null,
        classes,
        list(root, "confusion", new TypeReference<List<List<Long>>>() {}),
        list(root, "confused", new TypeReference<List<Report.ConfusedPair>>() {}));
  }

  private static <T> List<T> list(JsonNode root, String key, TypeReference<List<T>> type) {
    return root.has(key) ? MAPPER.convertValue(root.get(key), type) : List.of();
  }

  private static Map<Phase, Double> phases(JsonNode node) throws IOException {
    var phases = new EnumMap<Phase, Double>(Phase.class);
    for (Phase phase : Phase.values()) {
      phases.put(phase, need(node, ReportJson.key(phase)).asDouble());
    }
    return phases;
  }

  private static Traffic traffic(JsonNode pushes, JsonNode bytes) throws IOException {
    return new Traffic(
        need(bytes, "sent").asLong(),
        need(bytes, "received").asLong(),
        need(pushes, "applied").asLong(),
        need(pushes, "repeated").asLong(),
        need(pushes, "dropped").asLong());
  }

  private static Measure measure(JsonNode node, String key) throws IOException {
    JsonNode value = need(node, key);
    return value.isNull()
        ? Measure.none(node.path(key + "Reason").asText("no reason was given"))
        : Measure.of(value.asDouble());
  }

  private static JsonNode need(JsonNode node, String key) throws IOException {
    JsonNode value = node.get(key);
    if (value == null) {
      throw new IOException("report: key " + key + " is missing");
    }
    return value;
  }
}
