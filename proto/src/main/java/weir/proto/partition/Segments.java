package weir.proto.partition;

import java.io.Serializable;
import java.util.List;

/** The ordered tensors of a model: they tile the flat vector without gap; units never decrease. */
public record Segments(List<Segment> list) implements Serializable {
  private static final long serialVersionUID = 1;

  public Segments {
    list = List.copyOf(list);
    long next = 0;
    int unit = 0;
    for (Segment segment : list) {
      if (segment.offset() != next || segment.unit() < unit) {
        throw new IllegalArgumentException(
            "segment "
                + segment.name()
                + ": offset="
                + segment.offset()
                + " unit="
                + segment.unit()
                + " (expected: offset "
                + next
                + ", unit >= "
                + unit
                + ")");
      }
      boolean shared = next > 0 && segment.unit() == unit;
      if (shared && (segment.sparse() || list.get(list.indexOf(segment) - 1).sparse())) {
        throw new IllegalArgumentException(
            "segment " + segment.name() + " shares its unit (expected: a sparse table alone)");
      }
      next += segment.length();
      if (next > Integer.MAX_VALUE - 8) {
        throw new IllegalArgumentException(
            "parameters=" + next + " (expected: < 2147483639, the longest float[])");
      }
      unit = segment.unit();
    }
    if (list.isEmpty()) {
      throw new IllegalArgumentException("a model without parameters (expected: at least one)");
    }
  }

  /** Number of floats of the flat vector. */
  public int length() {
    return list.get(list.size() - 1).end();
  }

  /** Number of floats that the optimizer moves: buffers do not count as parameters. */
  public int parameters() {
    return list.stream()
        .filter(segment -> segment.rule() != Segment.Rule.AVERAGE)
        .mapToInt(Segment::length)
        .sum();
  }

  /** Number of units: one more than the last segment's. */
  public int units() {
    return list.get(list.size() - 1).unit() + 1;
  }

  /** The sparse table that is this unit; null when the unit is dense. */
  public Segment table(int unit) {
    for (Segment segment : list) {
      if (segment.unit() == unit && segment.sparse()) {
        return segment;
      }
    }
    return null;
  }

  /** Floats of the sparse tables before a unit. */
  public int tableFloatsBefore(int unit) {
    return list.stream()
        .filter(segment -> segment.sparse() && segment.unit() < unit)
        .mapToInt(Segment::length)
        .sum();
  }

  /** Number of floats without sparse tables. */
  public int denseLength() {
    return length() - tableFloatsBefore(units());
  }
}
