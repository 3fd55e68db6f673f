package weir.driver.report;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import weir.proto.client.Phase;

/**
 * A report as {@code report.json}. A number that is not finite is null, and beside it {@code
 * <key>Reason} says why. Stateless.
 */
public final class ReportJson {
  /** The file in a run folder. */
  public static final String FILE = "report.json";

  static final ObjectMapper MAPPER = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private ReportJson() {}

  /** The report as indented JSON. */
  public static String text(Report report) throws IOException {
    return MAPPER.writeValueAsString(tree(report));
  }

  /** Results alone, as indented JSON. */
  public static String text(Report.Results results) throws IOException {
    ObjectNode root = MAPPER.createObjectNode();
    putResults(root, results);
    return MAPPER.writeValueAsString(root);
  }

  static ObjectNode tree(Report report) {
    ObjectNode root = MAPPER.createObjectNode();
    putRun(root, report.run());
    putRows(root.putObject("rows"), report.rows());
    putSetup(root, report.setup());
    putResults(root, report.results());
    putValidation(root, report.validation());
    if (report.decided() != null) {
      root.set("decided", MAPPER.valueToTree(report.decided()));
    }
    root.set("seconds", MAPPER.valueToTree(report.seconds()));
    put(root, "samplesPerSecond", report.samplesPerSecond());
    root.put("weightsSha256", report.weightsSha256());
    ObjectNode phases = root.putObject("phases");
    report.phases().forEach((phase, value) -> phases.put(key(phase), value));
    root.putObject("pushes")
        .put("applied", report.traffic().applied())
        .put("repeated", report.traffic().repeated())
        .put("dropped", report.traffic().dropped());
    root.putObject("bytes")
        .put("sent", report.traffic().bytesSent())
        .put("received", report.traffic().bytesReceived());
    root.set("stalenessHistogram", MAPPER.valueToTree(report.stalenessHistogram()));
    root.set("recoveries", MAPPER.valueToTree(report.recoveries()));
    root.set("blas", MAPPER.valueToTree(report.blas()));
    root.set("versions", MAPPER.valueToTree(report.versions()));
    return root;
  }

  static String key(Phase phase) {
    return phase.name().toLowerCase(Locale.ROOT);
  }

  private static void putRun(ObjectNode root, Report.Run run) {
    root.put("name", run.name())
        .put("task", run.task())
        .put("epochs", run.epochs())
        .put("steps", run.steps())
        .put("parameters", run.parameters())
        .put("workers", run.workers())
        .put("virtualWorkers", run.virtualWorkers())
        .put("shards", run.shards())
        .put("consistency", run.consistency());
    if (run.stopped() != null) {
      root.put("stopped", run.stopped());
    }
    if (run.bestEpoch() != null) {
      root.put("bestEpoch", run.bestEpoch());
    }
  }

  private static void putRows(ObjectNode node, Report.Rows rows) {
    node.put("training", rows.training());
    putHeldOut(node.putObject("validation"), rows.validation());
    putHeldOut(node.putObject("test"), rows.test());
  }

  private static void putHeldOut(ObjectNode node, Report.HeldOut part) {
    node.put("rows", part.rows());
    if (part.asked() != null) {
      node.put("asked", part.asked()).put("share", part.share());
    }
  }

  private static void putSetup(ObjectNode root, Report.Setup setup) {
    root.put("started", setup.started()).put("seed", setup.seed());
    root.set("network", MAPPER.valueToTree(setup.network()));
    root.put("optimizer", setup.optimizer());
  }

  private static void putValidation(ObjectNode root, Report.Validation validation) {
    if (validation == null) {
      return;
    }
    ObjectNode node = root.putObject("validation").put("epoch", validation.epoch());
    put(node, "loss", validation.loss());
    putMetrics(node, validation.metrics());
  }

  private static void putMetrics(ObjectNode node, Map<String, Measure> metrics) {
    ObjectNode written = node.putObject("metrics");
    metrics.forEach((name, measure) -> put(written, name, measure));
  }

  private static void putResults(ObjectNode root, Report.Results results) {
    put(root, "trainLoss", results.trainLoss());
    put(root, "testLoss", results.testLoss());
    putMetrics(root, results.metrics());
    if (results.positive() != null) {
      root.put("positive", results.positive().label())
          .put("threshold", results.positive().threshold());
    }
    if (results.classes().isEmpty()) {
      return;
    }
    ArrayNode classes = root.putArray("classes");
    for (Report.ClassResult one : results.classes()) {
      ObjectNode node = classes.addObject().put("label", one.label());
      put(node, "precision", one.precision());
      put(node, "recall", one.recall());
      put(node, "f1", one.f1());
      node.put("support", one.support());
    }
    if (!results.confusion().isEmpty()) {
      root.set("confusion", MAPPER.valueToTree(results.confusion()));
    }
    if (!results.confused().isEmpty()) {
      root.set("confused", MAPPER.valueToTree(results.confused()));
    }
  }

  static void put(ObjectNode node, String key, Measure measure) {
    if (measure.present()) {
      node.put(key, measure.value());
    } else {
      node.putNull(key).put(key + "Reason", measure.reason());
    }
  }
}
