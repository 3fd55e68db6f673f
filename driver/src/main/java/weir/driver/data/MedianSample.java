package weir.driver.data;

import java.io.Serializable;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.rdd.PartitionPruningRDD;
import scala.Function1;
import weir.driver.data.fit.BinnedNumbers.Range;
import weir.driver.data.fit.SparseBins;
import weir.driver.data.rank.ObjectBytes;
import weir.driver.data.rank.Phase;
import weir.driver.data.row.RawSchema;
import weir.driver.data.row.RowBytes;
import weir.driver.data.row.RowReader;

/** Brackets around medians from the first rows in the order of their hash. */
final class MedianSample {
  /** Numbers of all columns together that are looked at. */
  private static final int NUMBERS = 1 << 22;

  private static final int MOST_ROWS = 1 << 12;

  /** A sample is worth a job of its own when it is a small part of the rows. */
  private static final int SMALL_PART = 4;

  /** The median is outside of so many standard deviations in one of two million columns. */
  private static final double DEVIATIONS = 5;

  private final JavaRDD<byte[]> rows;
  private final RawSchema schema;
  private final long[][] counts;

  /**
   * @param rows sorted by hash
   * @param counts rows: [partition][set]
   */
  MedianSample(JavaRDD<byte[]> rows, RawSchema schema, long[][] counts) {
    this.rows = rows;
    this.schema = schema;
    this.counts = counts;
  }

  /** A bracket for each column: probably around its median, in any case harmless. */
  Range[] brackets(List<Integer> columns) {
    int most = Math.min(MOST_ROWS, NUMBERS / columns.size());
    long all = Arrays.stream(counts).mapToLong(MedianSample::training).sum();
    if (all < (long) SMALL_PART * most) {
      Range[] unknown = new Range[columns.size()];
      Arrays.fill(unknown, Range.ALL);
      return unknown;
    }
    int partitions = 0;
    for (long sampled = 0; sampled < most; partitions++) {
      sampled += training(counts[partitions]);
    }
    int end = partitions;
    RawSchema known = schema;
    int[] wanted = columns.stream().mapToInt(Integer::intValue).toArray();
    Function1<Object, Object> isFirst =
        (Function1<Object, Object> & Serializable) partition -> (int) partition < end;
    JavaRDD<byte[]> sampled =
        PartitionPruningRDD.create(rows.rdd(), isFirst)
            .toJavaRDD()
            .coalesce(1)
            .mapPartitions(first -> sample(first, new RowReader(known), wanted, most));
    byte[] written = Phase.named("sampling for medians", sampled).first();
    return ObjectBytes.read(written, Range[].class);
  }

  private static long training(long[] sets) {
    return sets[RowSet.TRAINING.ordinal()];
  }

  private static Iterator<byte[]> sample(
      Iterator<byte[]> rows, RowReader reader, int[] columns, int most) {
    long[][] samples = new long[columns.length][most];
    int[] sizes = new int[columns.length];
    for (int row = 0; row < most && rows.hasNext(); ) {
      byte[] next = rows.next();
      if (RowBytes.set(next) == RowSet.TRAINING.ordinal()) {
        reader.read(next);
        row++;
        for (int i = 0; i < columns.length; i++) {
          double number = reader.number(columns[i]);
          if (!Double.isNaN(number)) {
            samples[i][sizes[i]++] = SparseBins.ordered(number);
          }
        }
      }
    }
    Range[] brackets = new Range[columns.length];
    for (int i = 0; i < brackets.length; i++) {
      brackets[i] = bracket(samples[i], sizes[i]);
    }
    return List.of(ObjectBytes.write(brackets)).iterator();
  }

  /** The rank of the median among the sample is binomial. */
  private static Range bracket(long[] sample, int size) {
    Arrays.sort(sample, 0, size);
    int away = (int) Math.ceil(DEVIATIONS * 0.5 * Math.sqrt(size)) + 1;
    int low = size / 2 - away;
    int high = size / 2 + away;
    return new Range(
        low < 0 ? Long.MIN_VALUE : sample[low], high >= size ? Long.MAX_VALUE : sample[high]);
  }
}
