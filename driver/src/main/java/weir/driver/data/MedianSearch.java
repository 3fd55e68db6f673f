package weir.driver.data;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.api.java.JavaRDD;
import weir.driver.data.row.RawSchema;
import weir.driver.data.row.RowBytes;
import weir.driver.data.row.RowReader;
import weir.driver.spark.Parcel;

/**
 * Exact medians by radix selection: each pass over the training rows counts the next bits of the
 * ordered numbers. Counts are whole numbers, so no order of rows can matter.
 */
final class MedianSearch {
  private static final int DIGIT_BITS = 11;
  private static final int BINS = 1 << DIGIT_BITS;

  /** The number with {@code rank} smaller or equal ones before it, found bit by bit. */
  private static final class Selection implements Serializable {
    private static final long serialVersionUID = 1;
    private final int column;
    private long rank;
    private long prefix;

    Selection(int column, long rank) {
      this.column = column;
      this.rank = rank;
    }

    void narrow(long[] bins, int bits) {
      int bin = 0;
      while (rank >= bins[bin]) {
        rank -= bins[bin++];
      }
      prefix = (prefix << bits) | bin;
    }
  }

  private final JavaRDD<byte[]> rows;
  private final RawSchema schema;

  /** Of rows with a prefix; those of the training set count. */
  MedianSearch(JavaRDD<byte[]> rows, RawSchema schema) {
    this.rows = rows;
    this.schema = schema;
  }

  /**
   * The median of the numbers of each column; the mean of the middle two of an even count.
   *
   * @param counts numbers of each column, by index; no column without numbers
   */
  Map<String, Double> of(Map<Integer, Long> counts) {
    List<Selection> selections = new ArrayList<>();
    counts.forEach(
        (column, count) -> {
          selections.add(new Selection(column, (count - 1) / 2));
          selections.add(new Selection(column, count / 2));
        });
    for (int done = 0; done < Long.SIZE; done += DIGIT_BITS) {
      int bits = Math.min(DIGIT_BITS, Long.SIZE - done);
      long[][] bins = count(selections, done, bits);
      for (int i = 0; i < bins.length; i++) {
        selections.get(i).narrow(bins[i], bits);
      }
    }
    Map<String, Double> medians = new HashMap<>();
    for (int i = 0; i < selections.size(); i += 2) {
      String name = schema.columns().get(selections.get(i).column).name();
      double low = ofOrdered(selections.get(i).prefix);
      double high = ofOrdered(selections.get(i + 1).prefix);
      medians.put(name, low + (high - low) / 2);
    }
    return medians;
  }

  private long[][] count(List<Selection> selections, int done, int bits) {
    RawSchema columns = schema;
    return Parcel.open(
        rows.mapPartitions(
                part -> {
                  long[][] bins = new long[selections.size()][BINS];
                  RowReader reader = new RowReader(columns);
                  while (part.hasNext()) {
                    byte[] row = part.next();
                    if (RowBytes.set(row) == RowSet.TRAINING.ordinal()) {
                      add(reader.read(row), selections, bins, done, bits);
                    }
                  }
                  return Collections.singletonList(Parcel.of(bins)).iterator();
                })
            .reduce((one, other) -> Parcel.of(sum(Parcel.open(one), Parcel.open(other)))));
  }

  private static void add(
      RowReader row, List<Selection> selections, long[][] bins, int done, int bits) {
    for (int i = 0; i < bins.length; i++) {
      Selection selection = selections.get(i);
      double number = row.number(selection.column);
      long ordered = ordered(number);
      boolean matches = done == 0 || ordered >>> (Long.SIZE - done) == selection.prefix;
      if (matches && !Double.isNaN(number)) {
        bins[i][(int) (ordered >>> (Long.SIZE - done - bits)) & ((1 << bits) - 1)]++;
      }
    }
  }

  private static long[][] sum(long[][] first, long[][] second) {
    for (int i = 0; i < first.length; i++) {
      for (int bin = 0; bin < BINS; bin++) {
        first[i][bin] += second[i][bin];
      }
    }
    return first;
  }

  /** Bits that sort, unsigned, as the numbers do. */
  private static long ordered(double number) {
    long bits = Double.doubleToLongBits(number);
    return bits < 0 ? ~bits : bits ^ Long.MIN_VALUE;
  }

  private static double ofOrdered(long ordered) {
    return Double.longBitsToDouble(ordered < 0 ? ordered ^ Long.MIN_VALUE : ~ordered);
  }
}
