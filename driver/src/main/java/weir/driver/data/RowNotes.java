package weir.driver.data;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.TaskContext;
import org.apache.spark.util.AccumulatorV2;
import weir.driver.data.source.RowPosition;

/**
 * What tasks note while they read: rows that are left out, and words taken for missing values. Each
 * partition counts once, however often it is read.
 */
public final class RowNotes extends AccumulatorV2<RowNotes.Part, RowNotes.Total> {
  private static final long serialVersionUID = 1;

  /** So many rows are told with their place. */
  private static final int TOLD = 3;

  /** A row that is left out. */
  public record LeftOut(RowPosition position, String reason) implements Serializable {
    private static final long serialVersionUID = 1;
  }

  /** Of one partition. */
  public record Part(long rows, List<LeftOut> first, Map<String, Long> missingWords)
      implements Serializable {
    private static final long serialVersionUID = 1;
  }

  /**
   * Of all partitions.
   *
   * @param rows how many are left out
   * @param first the first few of them
   * @param missingWords values taken for missing ones, by column
   */
  public record Total(long rows, List<LeftOut> first, Map<String, Long> missingWords) {
    /** Nothing. */
    public static final Total NONE = new Total(0, List.of(), Map.of());
  }

  /** Notes of one partition while it is read. One thread only. */
  public static final class Draft {
    private final List<LeftOut> first = new ArrayList<>();
    private long rows;

    /** One more row is left out. */
    public void leaveOut(RowPosition position, String reason) {
      rows++;
      if (first.size() < TOLD) {
        first.add(new LeftOut(position, reason));
      }
    }

    /** All that there is. */
    public Part part(Map<String, Long> missingWords) {
      return new Part(rows, List.copyOf(first), new TreeMap<>(missingWords));
    }
  }

  private final TreeMap<Integer, Part> parts = new TreeMap<>();

  @Override
  public void add(Part part) {
    if (part.rows() > 0 || !part.missingWords().isEmpty()) {
      parts.put(TaskContext.getPartitionId(), part);
    }
  }

  @Override
  public void merge(AccumulatorV2<Part, Total> other) {
    parts.putAll(((RowNotes) other).parts);
  }

  @Override
  public boolean isZero() {
    return parts.isEmpty();
  }

  @Override
  public RowNotes copy() {
    RowNotes copy = new RowNotes();
    copy.parts.putAll(parts);
    return copy;
  }

  @Override
  public void reset() {
    parts.clear();
  }

  @Override
  public Total value() {
    long rows = 0;
    List<LeftOut> first = new ArrayList<>();
    Map<String, Long> words = new TreeMap<>();
    for (Part part : parts.values()) {
      rows += part.rows();
      part.first().stream().limit(TOLD - first.size()).forEach(first::add);
      part.missingWords().forEach((column, count) -> words.merge(column, count, Long::sum));
    }
    return new Total(rows, List.copyOf(first), Map.copyOf(words));
  }
}
