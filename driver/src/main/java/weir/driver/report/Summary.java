package weir.driver.report;

import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import weir.proto.client.Phase;

/** A report as a few lines for a terminal. */
public final class Summary {
  private static final int MOST_CLASSES = 20;

  private Summary() {}

  /** The lines, each with a line break. */
  public static String of(Report report) {
    Report.Run run = report.run();
    var text = new StringBuilder();
    text.append(
        format(
            "%s: %s, %s, %s, %s; %s (%d virtual), %s, %s\n",
            run.name(),
            run.task(),
            Figures.count(run.parameters(), "parameter"),
            Figures.count(run.epochs(), "epoch"),
            Figures.count(run.steps(), "step"),
            Figures.count(run.workers(), "worker"),
            run.virtualWorkers(),
            Figures.count(run.shards(), "shard"),
            run.consistency()));
    text.append(rows(report.rows()));
    if (run.stopped() != null) {
      text.append("stopped early: ").append(run.stopped()).append('\n');
    }
    if (run.bestEpoch() != null) {
      text.append("best epoch: ").append(run.bestEpoch()).append('\n');
    }
    text.append(results(report.results(), report.validation()));
    if (report.decided() != null) {
      text.append(
          format(
              "threshold picked by validation rows: their %s is %s\n",
              report.decided().metric(), Figures.of(report.decided().value())));
    }
    text.append('\n').append(time(report));
    for (Report.Recovery recovery : report.recoveries()) {
      text.append(
          format(
              "recovered at step %,d in %.1f s: %s (%s)\n",
              recovery.step(), recovery.seconds(), recovery.cause(), recovery.lost()));
    }
    return text.append("weights ").append(report.weightsSha256()).append('\n').toString();
  }

  /** The lines of a result alone. */
  public static String of(Report.Results results) {
    return results(results, null);
  }

  private static String results(Report.Results results, Report.Validation validation) {
    String classes =
        results.classes().isEmpty() || results.classes().size() > MOST_CLASSES
            ? ""
            : "\n" + classes(results);
    return (validation == null ? metrics(results) : metrics(results, validation))
        + reasons(results, validation)
        + (validation == null ? "" : kept(validation))
        + positive(results)
        + classes;
  }

  /** The rows of each set, and what part of the rows is held out where a part was asked for. */
  static String rows(Report.Rows rows) {
    return format("rows: %,d training", rows.training())
        + heldOut("validation", rows.validation())
        + heldOut("test", rows.test())
        + "\n";
  }

  private static String heldOut(String set, Report.HeldOut part) {
    String share =
        part.asked() == null
            ? ""
            : format(" (%.1f %%, asked for %.1f %%)", 100 * part.share(), 100 * part.asked());
    return part.rows() == 0 && part.asked() == null
        ? ""
        : format(", %,d %s%s", part.rows(), set, share);
  }

  private static String kept(Report.Validation validation) {
    return format("validation: after epoch %d, whose weights are kept\n", validation.epoch());
  }

  private static String positive(Report.Results results) {
    Report.Positive positive = results.positive();
    if (positive == null) {
      return "";
    }
    return "positive class: "
        + positive.label()
        + (positive.threshold() == 0.5
            ? "\n"
            : ", told where its probability is above " + Figures.of(positive.threshold()) + "\n");
  }

  private static String metrics(Report.Results results) {
    var table = new Table();
    if (results.trainLoss().present()) {
      table.row("train loss", number(results.trainLoss()));
    }
    table.row("test loss", number(results.testLoss()));
    for (Map.Entry<String, Measure> metric : results.metrics().entrySet()) {
      table.row(metric.getKey(), number(metric.getValue()));
    }
    return table.toString();
  }

  /** The same beside what the validation rows say. */
  private static String metrics(Report.Results results, Report.Validation validation) {
    var table = new Table().row("", "train", "validation", "test");
    table.row(
        "loss", number(results.trainLoss()), number(validation.loss()), number(results.testLoss()));
    var names = new LinkedHashSet<>(results.metrics().keySet());
    names.addAll(validation.metrics().keySet());
    for (String name : names) {
      table.row(
          name, "", number(validation.metrics().get(name)), number(results.metrics().get(name)));
    }
    return table.toString();
  }

  private static String reasons(Report.Results results, Report.Validation validation) {
    var reasons = new StringBuilder();
    reason(reasons, "test loss", results.testLoss());
    results.metrics().forEach((name, measure) -> reason(reasons, name, measure));
    if (validation != null) {
      reason(reasons, "validation loss", validation.loss());
      validation
          .metrics()
          .forEach((name, measure) -> reason(reasons, "validation " + name, measure));
    }
    return reasons.toString();
  }

  private static void reason(StringBuilder text, String name, Measure measure) {
    if (!measure.present()) {
      text.append(format("  no %s: %s\n", name, measure.reason()));
    }
  }

  private static String classes(Report.Results results) {
    var table = new Table().row("class", "precision", "recall", "f1", "rows");
    for (Report.ClassResult one : results.classes()) {
      table.row(
          one.label(),
          number(one.precision()),
          number(one.recall()),
          number(one.f1()),
          one.support());
    }
    return table.toString();
  }

  private static String time(Report report) {
    Report.Seconds seconds = report.seconds();
    var phases = new StringBuilder();
    for (Map.Entry<Phase, Double> phase : report.phases().entrySet()) {
      phases.append(format("%s %.1f  ", ReportJson.key(phase.getKey()), phase.getValue()));
    }
    return format(
            "%.1f s: startup %.1f, prepare %.1f, train %.1f, evaluate %.1f; %s samples/s\n",
            seconds.total(),
            seconds.startup(),
            seconds.prepare(),
            seconds.train(),
            seconds.evaluate(),
            report.samplesPerSecond().present()
                ? format("%,.0f", report.samplesPerSecond().value())
                : "?")
        + "worker seconds: "
        + phases.toString().strip()
        + "\n";
  }

  private static String number(Measure measure) {
    return measure != null && measure.present() ? Figures.of(measure.value()) : "-";
  }

  private static String format(String pattern, Object... values) {
    return String.format(Locale.ROOT, pattern, values);
  }
}
