package weir.driver.report;

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
    if (run.stopped() != null) {
      text.append("stopped early: ").append(run.stopped()).append('\n');
    }
    text.append(of(report.results()));
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
    String classes =
        results.classes().isEmpty() || results.classes().size() > MOST_CLASSES
            ? ""
            : "\n" + classes(results);
    return metrics(results) + classes;
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
    var reasons = new StringBuilder();
    reason(reasons, "test loss", results.testLoss());
    results.metrics().forEach((name, measure) -> reason(reasons, name, measure));
    return table.toString() + reasons;
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
    return measure.present() ? Figures.of(measure.value()) : "-";
  }

  private static String format(String pattern, Object... values) {
    return String.format(Locale.ROOT, pattern, values);
  }
}
