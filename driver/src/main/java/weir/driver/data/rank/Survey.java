package weir.driver.data.rank;

import java.io.Serializable;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import weir.driver.data.fit.BucketTree;
import weir.driver.data.fit.FitPlan;
import weir.driver.data.fit.RowStatistics;
import weir.driver.data.row.RowBytes;
import weir.driver.data.row.RowReader;
import weir.driver.spark.Parcel;

/**
 * One look at all sorted rows: how many of each set each partition has, and their statistics.
 *
 * @param rows [partition][set]
 * @param statistics of each set; null for a set without rows
 */
public record Survey(long[][] rows, RowStatistics[] statistics) {

  /** What one partition has. */
  private record Part(long[] rows, RowStatistics[] statistics) implements Serializable {
    private static final long serialVersionUID = 1;
  }

  /** Looks at {@code sorted}, whose partitions are {@code ranges}; {@code sets} sets. */
  public static Survey of(JavaRDD<byte[]> sorted, HashRanges ranges, FitPlan plan, int sets) {
    int buckets = ranges.bucketsEach();
    List<Part> parts =
        Parcel.collect(
            sorted.mapPartitionsWithIndex(
                (partition, rows) ->
                    List.of(look(rows, plan, partition * buckets, buckets, sets)).iterator(),
                true));
    RowStatistics[] statistics = new RowStatistics[sets];
    for (int set = 0; set < sets; set++) {
      BucketTree tree = new BucketTree();
      for (Part part : parts) {
        tree.append(Integer.numberOfTrailingZeros(buckets), part.statistics()[set]);
      }
      statistics[set] = tree.sum();
    }
    return new Survey(parts.stream().map(Part::rows).toArray(long[][]::new), statistics);
  }

  private static Part look(
      Iterator<byte[]> rows, FitPlan plan, int firstBucket, int buckets, int sets) {
    long[] counts = new long[sets];
    RowStatistics[] sums = new RowStatistics[sets];
    RowReader reader = new RowReader(plan.schema());
    byte[] row = rows.hasNext() ? rows.next() : null;
    for (int set = 0; set < sets; set++) {
      BucketTree tree = new BucketTree();
      for (int bucket = firstBucket; bucket < firstBucket + buckets; bucket++) {
        RowStatistics statistics = null;
        while (row != null
            && RowBytes.set(row) == set
            && BucketTree.bucket(RowBytes.hash(row)) == bucket) {
          statistics = statistics == null ? new RowStatistics(plan) : statistics;
          statistics.add(reader.read(row));
          counts[set]++;
          row = rows.hasNext() ? rows.next() : null;
        }
        tree.append(0, statistics);
      }
      sums[set] = tree.sum();
    }
    return new Part(counts, sums);
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
