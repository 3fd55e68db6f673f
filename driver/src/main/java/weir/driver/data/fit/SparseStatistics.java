package weir.driver.data.fit;

import java.util.Arrays;
import weir.driver.data.row.RowReader;

/** Of a column of sparse rows: its extent and, when needed, the moments of the stored values. */
public final class SparseStatistics implements ColumnStatistics<SparseStatistics> {
  private static final long serialVersionUID = 1;

  private final int summed;
  private Moments[] moments = {};
  private int width;
  private long entries;
  private long rows;
  private long notNumbers;

  /**
   * @param summed columns that somebody needs the moments of
   */
  public SparseStatistics(int summed) {
    this.summed = summed;
  }

  @Override
  public void add(RowReader row, int column) {
    int count = row.entries(column);
    rows++;
    entries += count;
    for (int i = 0; i < count; i++) {
      int index = row.entryIndex(i);
      float value = row.entryValue(i, count);
      width = Math.max(width, index + 1);
      if (!Float.isFinite(value)) {
        notNumbers++;
      } else if (index < summed) {
        grow(index + 1);
        moments[index] = moments[index].plus(value);
      }
    }
  }

  private void grow(int least) {
    int length = moments.length;
    if (length < least) {
      moments = Arrays.copyOf(moments, (int) Math.max(least, Math.min(2L * length, summed)));
      Arrays.fill(moments, length, moments.length, Moments.NONE);
    }
  }

  @Override
  public void merge(SparseStatistics after) {
    width = Math.max(width, after.width);
    entries += after.entries;
    rows += after.rows;
    notNumbers += after.notNumbers;
    grow(after.moments.length);
    for (int i = 0; i < after.moments.length; i++) {
      moments[i] = moments[i].merge(after.moments[i]);
    }
  }

  /** Of one column with its zeros that are not stored. */
  public Moments moments(int index) {
    Moments stored = index < moments.length ? moments[index] : Moments.NONE;
    return stored.merge(Moments.of(rows - stored.count(), 0));
  }

  /** One more than the largest index. */
  public int width() {
    return width;
  }

  /** Stored values of all rows. */
  public long entries() {
    return entries;
  }

  /** Stored values that are NaN or infinite. */
  public long notNumbers() {
    return notNumbers;
  }
}
