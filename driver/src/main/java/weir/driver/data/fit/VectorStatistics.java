package weir.driver.data.fit;

import java.util.Arrays;
import weir.driver.data.row.RowReader;

/** Of a column of vectors, number by number. */
public final class VectorStatistics implements ColumnStatistics<VectorStatistics> {
  private static final long serialVersionUID = 1;

  private final long[] counts;
  private final double[] means;
  private final double[] squares;
  private final double[] minima;
  private final double[] maxima;
  private long rows;

  /** Of vectors of {@code width} numbers. */
  public VectorStatistics(int width) {
    counts = new long[width];
    means = new double[width];
    squares = new double[width];
    minima = new double[width];
    maxima = new double[width];
    Arrays.fill(minima, Double.POSITIVE_INFINITY);
    Arrays.fill(maxima, Double.NEGATIVE_INFINITY);
  }

  @Override
  public void add(RowReader row, int column) {
    rows++;
    for (int i = 0; i < counts.length; i++) {
      double value = row.element(column, i);
      if (!Double.isNaN(value)) {
        long count = ++counts[i];
        double delta = value - means[i];
        means[i] += delta / count;
        squares[i] += delta * (value - means[i]);
        minima[i] = Math.min(minima[i], value);
        maxima[i] = Math.max(maxima[i], value);
      }
    }
  }

  @Override
  public void merge(VectorStatistics after) {
    rows += after.rows;
    for (int i = 0; i < counts.length; i++) {
      Moments merged = moments(i).merge(after.moments(i));
      counts[i] = merged.count();
      means[i] = merged.mean();
      squares[i] = merged.squares();
      minima[i] = merged.min();
      maxima[i] = merged.max();
    }
  }

  /** Of the numbers at one position of the vectors. */
  public Moments moments(int index) {
    return new Moments(counts[index], means[index], squares[index], minima[index], maxima[index]);
  }

  /** How many numbers at one position are NaN. */
  public long missing(int index) {
    return rows - counts[index];
  }

  /** How many numbers are NaN. */
  public long missing() {
    return rows * counts.length - Arrays.stream(counts).sum();
  }
}
