package weir.driver.data.fit;

import weir.driver.data.row.RowReader;

/** Of a column of unsigned bytes, all positions together, in whole numbers. */
public final class BytesStatistics implements ColumnStatistics<BytesStatistics> {
  private static final long serialVersionUID = 1;

  private final boolean summed;
  private long count;
  private long sum;
  private long sumOfSquares;

  /**
   * @param summed false when nobody needs mean and deviation
   */
  public BytesStatistics(boolean summed) {
    this.summed = summed;
  }

  @Override
  public void add(RowReader row, int column) {
    if (summed) {
      int end = row.start(column + 1);
      byte[] bytes = row.bytes();
      for (int i = row.start(column); i < end; i++) {
        int value = bytes[i] & 0xff;
        sum += value;
        sumOfSquares += (long) value * value;
      }
      count += end - row.start(column);
    }
  }

  @Override
  public void merge(BytesStatistics after) {
    count += after.count;
    sum += after.sum;
    sumOfSquares += after.sumOfSquares;
  }

  /** Mean of all bytes. */
  public double mean() {
    return count == 0 ? 0 : (double) sum / count;
  }

  /** Square root of the mean squared deviation of all bytes. */
  public double deviation() {
    double mean = mean();
    return count == 0 ? 0 : Math.sqrt(Math.max(0, (double) sumOfSquares / count - mean * mean));
  }
}
