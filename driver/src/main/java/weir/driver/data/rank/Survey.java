package weir.driver.data.rank;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import weir.driver.data.fit.BucketTree;
import weir.driver.data.fit.FitPlan;
import weir.driver.data.fit.RowStatistics;
import weir.driver.data.row.RowBytes;
import weir.driver.data.row.RowReader;

/**
 * One look at all sorted rows: how many of each set each partition has, and their statistics. The
 * executors add the statistics up, some columns in each task, in the one tree over all buckets;
 * what comes to the driver is of the size of the columns alone.
 *
 * @param rows [partition][set]
 * @param statistics of each set; null for a set without rows
 */
public record Survey(long[][] rows, RowStatistics[] statistics) {
  /** Columns that travel and are added up together. */
  static final int SLICE_COLUMNS = 64;

  /** What all partitions know of some columns of a set; rows of each partition in slice 0. */
  private record Total(int slice, int set, RowStatistics statistics, long[] rows)
      implements Serializable {
    private static final long serialVersionUID = 1;
  }

  /** Looks at {@code sorted}, whose partitions are {@code ranges}; {@code sets} sets. */
  public static Survey of(JavaRDD<byte[]> sorted, HashRanges ranges, FitPlan plan, int sets) {
    int slices = (plan.schema().columns().size() + SLICE_COLUMNS - 1) / SLICE_COLUMNS;
    int adders = Math.min(slices, sorted.context().defaultParallelism());
    JavaRDD<byte[]> parts =
        Phase.named(
            "ranking",
            sorted.mapPartitionsWithIndex(
                (partition, rows) -> new Look(ranges, plan, sets).at(partition, rows), true));
    List<byte[]> totals =
        RowShuffle.sorted(parts, new PlaceOwners(slices, adders))
            .mapPartitions(slice -> add(slice, ranges), true)
            .collect();
    long[][] rows = new long[ranges.numPartitions()][sets];
    List<List<RowStatistics>> found = new ArrayList<>();
    for (int set = 0; set < sets; set++) {
      found.add(new ArrayList<>());
    }
    for (byte[] written : totals) {
      Total total = ObjectBytes.read(written, Total.class);
      found.get(total.set()).add(total.statistics());
      for (int partition = 0; total.slice() == 0 && partition < rows.length; partition++) {
        rows[partition][total.set()] = total.rows()[partition];
      }
    }
    RowStatistics[] statistics =
        found.stream()
            .map(slice -> slice.isEmpty() ? null : RowStatistics.joined(slice))
            .toArray(RowStatistics[]::new);
    return new Survey(rows, statistics);
  }

  /** Adds up parts that come sorted by set, slice and partition. */
  private static Iterator<byte[]> add(Iterator<byte[]> parts, HashRanges ranges) {
    List<byte[]> totals = new ArrayList<>();
    byte[] part = parts.hasNext() ? parts.next() : null;
    while (part != null) {
      int set = RowBytes.set(part);
      int slice = RowBytes.virtualWorker(part);
      long[] rows = new long[ranges.numPartitions()];
      BucketTree tree = new BucketTree();
      for (int partition = 0; partition < rows.length; partition++) {
        RowStatistics known = null;
        if (isOf(part, set, slice, partition)) {
          known = ObjectBytes.read(part, RowStatistics.class);
          rows[partition] = known.rows();
          part = parts.hasNext() ? parts.next() : null;
        }
        tree.append(ranges.level(), known);
      }
      Total total = new Total(slice, set, tree.sum(), slice == 0 ? rows : null);
      totals.add(ObjectBytes.write(total));
    }
    return totals.iterator();
  }

  private static boolean isOf(byte[] part, int set, int slice, int partition) {
    return part != null
        && RowBytes.set(part) == set
        && RowBytes.virtualWorker(part) == slice
        && RowBytes.leafRow(part) == partition;
  }

  /** What one task sees. */
  private record Look(HashRanges ranges, FitPlan plan, int sets) {

    /** The statistics of a partition, set by set and slice by slice. */
    Iterator<byte[]> at(int partition, Iterator<byte[]> rows) {
      Rest rest = new Rest(rows);
      List<byte[]> parts = new ArrayList<>();
      for (int set = 0; set < sets; set++) {
        RowStatistics known = sum(rest, set, partition);
        int width = known == null ? 0 : known.width();
        for (int from = 0; from < width; from += SLICE_COLUMNS) {
          RowStatistics slice = known.slice(from, Math.min(width, from + SLICE_COLUMNS));
          byte[] part = ObjectBytes.write(slice);
          RowBytes.place(part, set, from / SLICE_COLUMNS, partition);
          parts.add(part);
        }
      }
      return parts.iterator();
    }

    private RowStatistics sum(Rest rest, int set, int partition) {
      RowReader reader = new RowReader(plan.schema());
      BucketTree tree = new BucketTree();
      int first = partition << ranges.level();
      for (int bucket = first; bucket < first + (1 << ranges.level()); bucket++) {
        RowStatistics statistics = null;
        while (rest.row != null
            && RowBytes.set(rest.row) == set
            && BucketTree.bucket(RowBytes.hash(rest.row)) == bucket) {
          statistics = statistics == null ? new RowStatistics(plan) : statistics;
          statistics.add(reader.read(rest.row));
          rest.advance();
        }
        tree.append(0, statistics);
      }
      return tree.sum();
    }
  }

  /** The rows that nobody has looked at. */
  private static final class Rest {
    private final Iterator<byte[]> rows;
    private byte[] row;

    Rest(Iterator<byte[]> rows) {
      this.rows = rows;
      advance();
    }

    void advance() {
      row = rows.hasNext() ? rows.next() : null;
    }
  }

  /** Rows of a set. */
  public long rows(int set) {
    long sum = 0;
    for (long[] partition : rows) {
      sum += partition[set];
    }
    return sum;
  }

  /** Rank of the first row of each partition, set by set: [partition][set]. */
  public long[][] firstRanks() {
    long[][] first = new long[rows.length][];
    long[] next = new long[rows[0].length];
    for (int partition = 0; partition < rows.length; partition++) {
      first[partition] = next.clone();
      for (int set = 0; set < next.length; set++) {
        next[set] += rows[partition][set];
      }
    }
    return first;
  }
}
