package weir.driver.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import weir.driver.report.Report.ConfusedPair;

/**
 * Which classes are told for which, as HTML: the whole matrix, or where classes are too many to be
 * looked at, the pairs that are confused most.
 */
final class ConfusionTable {
  /** More classes than these make a matrix that nobody can read. */
  static final int MOST_CLASSES = 30;

  private static final int MOST_PAIRS = 20;

  private final List<String> labels;
  private final Map<String, Long> support = new HashMap<>();
  private final List<List<Long>> counts;
  private final List<ConfusedPair> confused;

  private ConfusionTable(Report.Results results) {
    labels = results.classes().stream().map(Report.ClassResult::label).toList();
    counts = results.confusion();
    confused = counts.isEmpty() ? results.confused() : pairs(labels, counts);
    for (int index = 0; index < labels.size(); index++) {
      long rows = counts.isEmpty() ? results.classes().get(index).support() : total(index);
      support.put(labels.get(index), rows);
    }
  }

  private static List<ConfusedPair> pairs(List<String> labels, List<List<Long>> counts) {
    List<ConfusedPair> pairs = new ArrayList<>();
    for (int truth = 0; truth < counts.size(); truth++) {
      for (int told = 0; told < counts.size(); told++) {
        long rows = counts.get(truth).get(told);
        if (truth != told && rows > 0) {
          pairs.add(new ConfusedPair(labels.get(truth), labels.get(told), rows));
        }
      }
    }
    pairs.sort(Comparator.comparingLong(ConfusedPair::rows).reversed());
    return pairs;
  }

  /** A section of the report; empty where nothing is known of pairs of classes. */
  static String of(Report.Results results) {
    ConfusionTable table = new ConfusionTable(results);
    boolean many = table.counts.isEmpty() || table.counts.size() > MOST_CLASSES;
    if (table.counts.isEmpty() && table.confused.isEmpty()) {
      return "";
    }
    return "<h2>Confusion</h2>\n" + (many ? table.pairs() : table.matrix());
  }

  /** A blank is a token of texts. */
  private static String shown(String label) {
    return label.isBlank() ? label.replace(' ', '␣') : Html.escape(label);
  }

  private String matrix() {
    var page = new StringBuilder("<table><tr><th>true \\ told</th>");
    labels.forEach(label -> page.append("<th>").append(shown(label)).append("</th>"));
    page.append("</tr>\n");
    for (int row = 0; row < counts.size(); row++) {
      page.append("<tr><th>").append(shown(labels.get(row))).append("</th>");
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
    var page =
        new StringBuilder("<p>Of " + labels.size() + " classes the pairs confused most.</p>\n")
            .append("<table><tr><th>true</th><th>told</th><th>rows</th>")
            .append("<th>% of the true class</th></tr>\n");
    for (ConfusedPair pair : confused.subList(0, Math.min(MOST_PAIRS, confused.size()))) {
      double share = (double) pair.rows() / Math.max(1, support.getOrDefault(pair.label(), 0L));
      page.append(
          String.format(
              Locale.ROOT,
              "<tr><th>%s</th><th>%s</th><td>%,d</td><td class=\"wrong\""
                  + " style=\"--share:%.3f\">%.1f</td></tr>\n",
              shown(pair.label()),
              shown(pair.predicted()),
              pair.rows(),
              share,
              100 * share));
    }
    return page.append("</table>\n").toString();
  }

  private double share(int truth, int told) {
    return (double) counts.get(truth).get(told) / Math.max(1, total(truth));
  }

  private long total(int truth) {
    return counts.get(truth).stream().mapToLong(Long::longValue).sum();
  }
}
