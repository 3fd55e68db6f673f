package weir.driver.data.rank;

import java.io.Serializable;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.api.java.JavaRDD;
import weir.driver.data.row.RowBytes;

/**
 * Cuts held-out rows from each stratum at its fractions, row by row: equal rows may be on both
 * sides. The rows of a stratum are numbered in the order of their keyed hashes, which is as good as
 * any and known to no file, partition or cluster; every 1/fraction-th of them is held out
 * (systematic sampling), from a place that the seed decides.
 *
 * @param from ordinal of the set that is cut
 * @param key seed of the job
 */
public record Quotas(int from, long key, Fractions fractions, Strata strata)
    implements Serializable {
  private static final long serialVersionUID = 1;
  private static final long HELD = 0x9E3779B97F4A7C15L;
  private static final long TEST = 0xC2B2AE3D27D4EB4FL;

  /** All rows are alike. */
  public static final Strata ONE = () -> row -> "";

  /** Names the stratum of each row of a task. */
  @FunctionalInterface
  public interface Strata extends Serializable {
    /** What tells the stratum of a row: for one task, which asks row by row. */
    Namer open();
  }

  /** Tells the stratum of a row. */
  @FunctionalInterface
  public interface Namer {
    /** Its name; few different ones. */
    String stratum(byte[] row);
  }

  /** Rows of a stratum in one partition. */
  private record Counted(int partition, Map<String, Long> rows) implements Serializable {
    private static final long serialVersionUID = 1;
  }

  /**
   * {@code sorted} by {@link RowShuffle}, cut and sorted again; counts the strata in a Spark job.
   */
  public JavaRDD<byte[]> cut(JavaRDD<byte[]> sorted) {
    Map<String, Long> all = new HashMap<>();
    List<Map<String, Long>> first = firstNumbers(sorted, all);
    return sorted.mapPartitionsWithIndex(
        (partition, rows) -> new RowSorter(new Cut(this, rows, first.get(partition), all)), true);
  }

  /**
   * For each partition the number of the first row of each stratum.
   *
   * @param next gets the rows of each stratum
   */
  private List<Map<String, Long>> firstNumbers(JavaRDD<byte[]> sorted, Map<String, Long> next) {
    Map<Integer, Map<String, Long>> counts = new TreeMap<>();
    for (byte[] written :
        Phase.named(
                "counting",
                sorted.mapPartitionsWithIndex((partition, rows) -> count(partition, rows), true))
            .collect()) {
      Counted counted = ObjectBytes.read(written, Counted.class);
      counts.put(counted.partition, counted.rows);
    }
    return counts.values().stream()
        .map(
            rows -> {
              Map<String, Long> first = new HashMap<>();
              rows.forEach(
                  (stratum, count) -> {
                    first.put(stratum, next.getOrDefault(stratum, 0L));
                    next.merge(stratum, count, Long::sum);
                  });
              return first;
            })
        .toList();
  }

  private Iterator<byte[]> count(int partition, Iterator<byte[]> rows) {
    Namer namer = strata.open();
    Map<String, Long> counts = new HashMap<>();
    while (rows.hasNext()) {
      byte[] row = rows.next();
      if (RowBytes.set(row) == from) {
        counts.merge(namer.stratum(row), 1L, Long::sum);
      }
    }
    return List.of(ObjectBytes.write(new Counted(partition, counts))).iterator();
  }

  /**
   * The set of a row: its number of those of its stratum decides. One row of a stratum at least is
   * not held out.
   *
   * @param all rows of the stratum
   */
  int set(String stratum, long number, long all) {
    double held = fractions.validation() + fractions.test();
    double phase = uniform(stratum, HELD);
    phase = taken(all, held, phase) < all ? phase : 0;
    if (taken(number, held, phase) == taken(number + 1, held, phase)) {
      return from;
    }
    double share = fractions.test() / held;
    double second = uniform(stratum, TEST);
    long among = taken(number, held, phase);
    return taken(among, share, second) == taken(among + 1, share, second)
        ? fractions.validationSet()
        : fractions.testSet();
  }

  /** How many of the first {@code rows} are taken. */
  private static long taken(long rows, double share, double phase) {
    return (long) (rows * share + phase);
  }

  private double uniform(String stratum, long salt) {
    return HashKeys.uniform(key ^ salt ^ (long) stratum.hashCode() * HELD);
  }

  /** The rows of a partition, each in its set. */
  private static final class Cut implements Iterator<byte[]> {
    private final Quotas quotas;
    private final Iterator<byte[]> rows;
    private final Namer namer;
    private final Map<String, Long> next;
    private final Map<String, Long> all;

    Cut(Quotas quotas, Iterator<byte[]> rows, Map<String, Long> first, Map<String, Long> all) {
      this.quotas = quotas;
      this.rows = rows;
      this.namer = quotas.strata.open();
      this.next = new HashMap<>(first);
      this.all = all;
    }

    @Override
    public boolean hasNext() {
      return rows.hasNext();
    }

    @Override
    public byte[] next() {
      byte[] row = rows.next();
      if (RowBytes.set(row) == quotas.from) {
        String stratum = namer.stratum(row);
        long number = next.merge(stratum, 1L, Long::sum) - 1;
        RowBytes.move(row, quotas.set(stratum, number, all.get(stratum)));
      }
      return row;
    }
  }
}
