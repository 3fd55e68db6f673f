package weir.driver.data.source;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Counts, column by column, the values that were taken for missing ones. One thread only. */
final class MissingCounts {
  private final List<String> names;
  private final long[] counts;

  MissingCounts(List<String> names) {
    this.names = names;
    this.counts = new long[names.size()];
  }

  /** Counts a value of a column where {@code word} says that it stood for a missing one. */
  void add(int column, boolean word) {
    counts[column] += word ? 1 : 0;
  }

  /** The counts by name, zeros left out. */
  Map<String, Long> byName() {
    Map<String, Long> byName = new TreeMap<>();
    for (int i = 0; i < counts.length; i++) {
      if (counts[i] > 0) {
        byName.put(names.get(i), counts[i]);
      }
    }
    return byName;
  }
}
