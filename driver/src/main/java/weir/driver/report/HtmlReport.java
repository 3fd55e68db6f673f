package weir.driver.report;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import weir.proto.client.Phase;

/** A report as one HTML page that needs nothing else: curves, confusion matrix, phases. */
public final class HtmlReport {
  /** The file in a run folder. */
  public static final String FILE = "report.html";

  private static final String STYLE = "/weir/report.css";

  private HtmlReport() {}

  /** The page. */
  public static String of(Report report, Pictures pictures) throws IOException {
    String name = Html.escape(report.run().name());
    return "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>"
        + name
        + "</title>\n<style>\n"
        + style()
        + "</style></head><body>\n<h1>"
        + name
        + "</h1>\n<pre>"
        + Html.escape(Summary.of(report))
        + "</pre>\n"
        + setup(report)
        + show(pictures)
        + ConfusionTable.of(report.results())
        + phases(report.phases())
        + "</body></html>\n";
  }

  private static String style() throws IOException {
    try (InputStream stream = HtmlReport.class.getResourceAsStream(STYLE)) {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static String setup(Report report) {
    Report.Setup setup = report.setup();
    var page = new StringBuilder("<h2>Run</h2>\n<table class=\"words\">\n");
    row(page, "started", setup.started());
    row(page, "seed", String.valueOf(setup.seed()));
    row(page, "network", String.join("\n", setup.network()));
    row(page, "optimizer", setup.optimizer());
    return page.append("</table>\n").toString();
  }

  private static void row(StringBuilder page, String name, String text) {
    page.append("<tr><th>" + name + "</th><td>")
        .append(Html.escape(text).replace("\n", "<br/>"))
        .append("</td></tr>\n");
  }

  private static String show(Pictures pictures) {
    if (pictures.svgs().isEmpty()) {
      return "";
    }
    var page = new StringBuilder("<h2>Pictures</h2>\n");
    pictures.svgs().values().forEach(svg -> page.append("<figure>" + svg + "</figure>\n"));
    return page.toString();
  }

  private static String phases(Map<Phase, Double> phases) {
    double most = phases.values().stream().mapToDouble(Double::doubleValue).max().orElse(0);
    var page = new StringBuilder("<h2>Phases, seconds summed over workers</h2>\n<table>\n");
    for (Map.Entry<Phase, Double> phase : phases.entrySet()) {
      page.append(
          String.format(
              Locale.ROOT,
              "<tr><th>%s</th><td>%.2f</td><td class=\"bar\"><span style=\"width:%.1f%%\"></span>"
                  + "</td></tr>\n",
              ReportJson.key(phase.getKey()),
              phase.getValue(),
              most > 0 ? 100 * phase.getValue() / most : 0));
    }
    return page.append("</table>\n").toString();
  }
}
