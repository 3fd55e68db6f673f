package weir.driver.data;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import weir.driver.data.source.RowPosition;
import weir.driver.report.Figures;

/** What was noted while rows were read, in lines for the user. */
public final class NotedRows {
  private NotedRows() {}

  /**
   * One line a matter; none when there is nothing to say.
   *
   * @param place names the place of a row
   */
  public static List<String> lines(RowNotes.Total total, Function<RowPosition, String> place) {
    List<String> lines = new ArrayList<>();
    if (!total.missingWords().isEmpty()) {
      String columns =
          total.missingWords().entrySet().stream()
              .sorted(Map.Entry.comparingByKey())
              .map(entry -> entry.getKey() + " (" + count(entry.getValue()) + ")")
              .collect(Collectors.joining(", "));
      lines.add("words taken for missing values (data.missing): " + columns);
    }
    if (total.rows() > 0) {
      String first =
          total.first().stream()
              .map(row -> place.apply(row.position()) + row.reason())
              .collect(Collectors.joining("; "));
      boolean more = total.rows() > total.first().size();
      lines.add(Figures.count(total.rows(), "row") + " left out: " + first + (more ? "; …" : ""));
    }
    return lines;
  }

  private static String count(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }
}
