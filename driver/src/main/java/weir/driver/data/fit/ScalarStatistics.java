package weir.driver.data.fit;

import java.util.HashMap;
import java.util.Map;
import weir.driver.data.row.RowReader;

/** Of a column of numbers, which may have texts among them, or of texts. */
public final class ScalarStatistics implements ColumnStatistics<ScalarStatistics> {
  private static final long serialVersionUID = 1;

  /** More different values than this are not told apart: nobody wants them one-hot. */
  public static final int MAX_VALUES = 100_000;

  private final boolean countNumbers;
  private long texts;
  private long missing;
  private long count;
  private double mean;
  private double squares;
  private double min = Double.POSITIVE_INFINITY;
  private double max = Double.NEGATIVE_INFINITY;
  private Map<String, Long> values = new HashMap<>();

  /**
   * @param countNumbers whether to count how often each number occurs; texts always are
   */
  public ScalarStatistics(boolean countNumbers) {
    this.countNumbers = countNumbers;
  }

  @Override
  public void add(RowReader row, int column) {
    double number = row.number(column);
    if (!Double.isNaN(number)) {
      addNumber(number);
      if (countNumbers) {
        see(row.text(column), 1);
      }
    } else if (row.missing(column)) {
      missing++;
    } else {
      texts++;
      see(row.text(column), 1);
    }
  }

  private void addNumber(double number) {
    count++;
    double delta = number - mean;
    mean += delta / count;
    squares += delta * (number - mean);
    min = Math.min(min, number);
    max = Math.max(max, number);
  }

  private void see(String value, long times) {
    if (values != null) {
      values.merge(value, times, Long::sum);
      if (values.size() > MAX_VALUES) {
        values = null;
      }
    }
  }

  @Override
  public void merge(ScalarStatistics after) {
    Moments merged = moments().merge(after.moments());
    count = merged.count();
    mean = merged.mean();
    squares = merged.squares();
    min = merged.min();
    max = merged.max();
    texts += after.texts;
    missing += after.missing;
    if (after.values == null) {
      values = null;
    } else {
      after.values.forEach(this::see);
    }
  }

  /** Of the numbers. */
  public Moments moments() {
    return new Moments(count, mean, squares, min, max);
  }

  /** How many are neither missing nor numbers. */
  public long texts() {
    return texts;
  }

  /** How many have no value. */
  public long missing() {
    return missing;
  }

  /** How often each value occurs; null when there are too many. */
  public Map<String, Long> values() {
    return values;
  }
}
