package weir.driver.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * Which classes are told for which, as HTML: the whole matrix, or where classes are too many to be
 * looked at, the pairs that are confused most.
 */
final class ConfusionTable {
  /** More classes than these make a matrix that nobody can read. */
  static final int MOST_CLASSES = 30;

  private static final int MOST_PAIRS = 20;

  /** Rows of a true class that were told as another. */
  private record Pair(int truth, int told, long rows) {}

  private final List<String> labels = new ArrayList<>();
  private final List<List<Long>> counts;

  private ConfusionTable(Report.Results results) {
    results.classes().forEach(one -> labels.add(shown(one.label())));
    counts = results.confusion();
  }

  /** A section of the report; empty where there are no classes. */
  static String of(Report.Results results) {
    ConfusionTable table = new ConfusionTable(results);
    if (table.counts.isEmpty() || table.labels.size() != table.counts.size()) {
      return "";
    }
    return "<h2>Confusion</h2>\n"
        + (table.counts.size() > MOST_CLASSES ? table.pairs() : table.matrix());
  }

  /** A blank is a token of texts. */
  private static String shown(String label) {
    return label.isBlank() ? label.replace(' ', '␣') : Html.escape(label);
  }

  private String matrix() {
    var page = new StringBuilder("<table><tr><th>true \\ told</th>");
    labels.forEach(label -> page.append("<th>").append(label).append("</th>"));
    page.append("</tr>\n");
    for (int row = 0; row < counts.size(); row++) {
      page.append("<tr><th>").append(labels.get(row)).append("</th>");
      for (int column = 0; column < counts.get(row).size(); column++) {
        page.append(
            String.format(
                Locale.ROOT,
                "<td class=\"%s\" style=\"--share:%.3f\">%d</td>",
                row == column ? "right" : "wrong",
                share(row, column),
                counts.get(row).get(column)));
      }
      page.append("</tr>\n");
    }
    return page.append("</table>\n").toString();
  }

  private String pairs() {
    List<Pair> pairs = new ArrayList<>();
    for (int truth = 0; truth < counts.size(); truth++) {
      for (int told = 0; told < counts.size(); told++) {
        long rows = counts.get(truth).get(told);
        if (truth != told && rows > 0) {
          pairs.add(new Pair(truth, told, rows));
        }
      }
    }
    pairs.sort(Comparator.comparingLong(Pair::rows).reversed());
    var page =
        new StringBuilder("<p>Of " + labels.size() + " classes the pairs confused most.</p>\n")
            .append("<table><tr><th>true</th><th>told</th><th>rows</th>")
            .append("<th>% of the true class</th></tr>\n");
    for (Pair pair : pairs.subList(0, Math.min(MOST_PAIRS, pairs.size()))) {
      page.append(
          String.format(
              Locale.ROOT,
              "<tr><th>%s</th><th>%s</th><td>%,d</td><td class=\"wrong\""
                  + " style=\"--share:%.3f\">%.1f</td></tr>\n",
              labels.get(pair.truth()),
              labels.get(pair.told()),
              pair.rows(),
              share(pair.truth(), pair.told()),
              100 * share(pair.truth(), pair.told())));
    }
    return page.append("</table>\n").toString();
  }

  private double share(int truth, int told) {
    long total = counts.get(truth).stream().mapToLong(Long::longValue).sum();
    return (double) counts.get(truth).get(told) / Math.max(1, total);
  }
}
