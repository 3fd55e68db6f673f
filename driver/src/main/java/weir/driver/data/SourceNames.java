package weir.driver.data;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import weir.driver.data.source.RowSource;

/** What was read, in a line for the report. */
final class SourceNames {
  private SourceNames() {}

  static String of(Map<RowSet, RowSource> sources) {
    return sources.entrySet().stream()
        .map(
            entry ->
                entry.getKey().name().toLowerCase(Locale.ROOT)
                    + "="
                    + names(entry.getValue().files()))
        .collect(Collectors.joining(" "));
  }

  private static String names(List<String> files) {
    String first = files.get(0);
    return files.size() == 1 ? first : first + " and " + (files.size() - 1) + " more";
  }
}
