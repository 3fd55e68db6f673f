package weir.driver.data;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.spark.api.java.JavaRDD;
import weir.driver.data.fit.BinnedNumbers;
import weir.driver.data.fit.BinnedNumbers.Range;
import weir.driver.data.fit.SparseBins;
import weir.driver.data.rank.ObjectBytes;
import weir.driver.data.rank.Phase;
import weir.driver.data.rank.PlaceOwners;
import weir.driver.data.rank.RowShuffle;
import weir.driver.data.rank.Survey;
import weir.driver.data.row.RawSchema;
import weir.driver.data.row.RowBytes;
import weir.driver.data.row.RowReader;

/**
 * Exact medians in few passes over the training rows and in bounded memory. Rows sorted by hash
 * begin with a fair sample, which gives each column a bracket around its median; a pass counts what
 * is below and what is inside, on the executors, and mostly nothing is left to narrow down. Counts
 * are whole numbers, so no order of rows can matter.
 */
final class MedianSearch {
  private static final int GROUP_COLUMNS = 8192;

  /** Bins that a task holds for all columns together. */
  private static final int TASK_BINS = 1 << 21;

  /** Bins of one column from all tasks. */
  private static final int COLUMN_BINS = 1 << 20;

  private static final int FEWEST_BINS = 64;

  /** A column, how many numbers it has, and where its median is. */
  private record Wanted(int column, long numbers, Range bracket) implements Serializable {
    private static final long serialVersionUID = 1;
  }

  /** Where the lower and the upper middle number of a column are. */
  private record Middles(int wanted, Range lower, Range upper) implements Serializable {
    private static final long serialVersionUID = 1;

    boolean areExact() {
      return lower.isExact() && upper.isExact();
    }

    double median() {
      double low = SparseBins.ofOrdered(lower.low());
      double high = SparseBins.ofOrdered(upper.low());
      return low + (high - low) / 2;
    }
  }

  private final JavaRDD<byte[]> rows;
  private final RawSchema schema;
  private final long[][] counts;

  /** Of sorted rows; those of the training set count. */
  MedianSearch(JavaRDD<byte[]> rows, RawSchema schema, Survey survey) {
    this.rows = rows;
    this.schema = schema;
    this.counts = survey.rows();
  }

  /**
   * The median of the numbers of each column; the mean of the middle two of an even count.
   *
   * @param numbers of each column, by index; no column without numbers
   */
  Map<String, Double> of(Map<Integer, Long> numbers) {
    List<Integer> columns = numbers.keySet().stream().sorted().toList();
    Map<String, Double> medians = new HashMap<>();
    for (int from = 0; from < columns.size(); from += GROUP_COLUMNS) {
      List<Integer> group = columns.subList(from, Math.min(columns.size(), from + GROUP_COLUMNS));
      Range[] brackets = new MedianSample(rows, schema, counts).brackets(group);
      List<Wanted> wanted = new ArrayList<>();
      for (int i = 0; i < brackets.length; i++) {
        wanted.add(new Wanted(group.get(i), numbers.get(group.get(i)), brackets[i]));
      }
      for (int pass = 1; !wanted.isEmpty(); pass++) {
        wanted = narrowed(wanted, pass, medians);
      }
    }
    return medians;
  }

  /** One pass: medians that are found go to {@code medians}, narrower brackets come back. */
  private List<Wanted> narrowed(List<Wanted> wanted, int pass, Map<String, Double> medians) {
    List<Wanted> left = new ArrayList<>();
    for (byte[] written : pass(wanted, pass)) {
      Middles middles = ObjectBytes.read(written, Middles.class);
      Wanted known = wanted.get(middles.wanted());
      if (middles.areExact()) {
        medians.put(schema.columns().get(known.column()).name(), middles.median());
      } else {
        Range bracket = middles.lower().union(middles.upper());
        left.add(new Wanted(known.column(), known.numbers(), bracket));
      }
    }
    return left;
  }

  private List<byte[]> pass(List<Wanted> wanted, int number) {
    RawSchema columns = schema;
    int parts = rows.getNumPartitions();
    int bins = Math.min(TASK_BINS / wanted.size(), COLUMN_BINS / parts);
    int limit = Math.max(FEWEST_BINS, bins);
    List<Wanted> all = List.copyOf(wanted);
    JavaRDD<byte[]> counted =
        rows.mapPartitionsWithIndex(
            (partition, part) -> count(partition, part, new RowReader(columns), all, limit), true);
    int finders = Math.min(all.size(), rows.context().defaultParallelism());
    return RowShuffle.sorted(
            Phase.named("looking for medians, pass " + number, counted),
            new PlaceOwners(all.size(), finders))
        .mapPartitions(records -> find(records, all), true)
        .collect();
  }

  private static Iterator<byte[]> count(
      int partition, Iterator<byte[]> rows, RowReader reader, List<Wanted> wanted, int limit) {
    SparseBins[] bins = new SparseBins[wanted.size()];
    int[] columns = new int[bins.length];
    for (int i = 0; i < bins.length; i++) {
      Range bracket = wanted.get(i).bracket();
      bins[i] = new SparseBins(bracket.low(), bracket.high(), limit);
      columns[i] = wanted.get(i).column();
    }
    while (rows.hasNext()) {
      byte[] row = rows.next();
      if (RowBytes.set(row) == RowSet.TRAINING.ordinal()) {
        reader.read(row);
        for (int i = 0; i < bins.length; i++) {
          double number = reader.number(columns[i]);
          if (!Double.isNaN(number)) {
            bins[i].add(SparseBins.ordered(number));
          }
        }
      }
    }
    int[] next = {0};
    return Arrays.stream(bins).map(column -> placed(column, next[0]++, partition)).iterator();
  }

  private static byte[] placed(SparseBins bins, int wanted, int partition) {
    byte[] record = bins.bytes(RowBytes.PREFIX);
    RowBytes.place(record, 0, wanted, partition);
    return record;
  }

  /** Of bins that come column by column. */
  private static Iterator<byte[]> find(Iterator<byte[]> records, List<Wanted> wanted) {
    List<byte[]> found = new ArrayList<>();
    byte[] record = records.hasNext() ? records.next() : null;
    while (record != null) {
      int column = RowBytes.virtualWorker(record);
      BinnedNumbers numbers = new BinnedNumbers(wanted.get(column).bracket());
      while (record != null && RowBytes.virtualWorker(record) == column) {
        numbers.add(record, RowBytes.PREFIX);
        record = records.hasNext() ? records.next() : null;
      }
      long count = wanted.get(column).numbers();
      Range lower = numbers.find((count - 1) / 2);
      Range upper = numbers.find(count / 2);
      found.add(ObjectBytes.write(new Middles(column, lower, upper)));
    }
    return found.iterator();
  }
}
