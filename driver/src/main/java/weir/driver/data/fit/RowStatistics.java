package weir.driver.data.fit;

import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import weir.driver.data.row.RowReader;

/** Statistics of all columns of some rows of one set. One thread only. */
public final class RowStatistics implements Serializable {
  private static final long serialVersionUID = 1;

  private final ColumnStatistics<?>[] columns;
  private long rows;

  /** Of no rows. */
  public RowStatistics(FitPlan plan) {
    columns = plan.empty();
  }

  private RowStatistics(long rows, ColumnStatistics<?>[] columns) {
    this.rows = rows;
    this.columns = columns;
  }

  /** The columns from {@code from} to {@code to}, shared with these; to be merged on their own. */
  public RowStatistics slice(int from, int to) {
    return new RowStatistics(rows, Arrays.copyOfRange(columns, from, to));
  }

  /** The columns of all {@code slices} of the same rows, side by side. */
  public static RowStatistics joined(List<RowStatistics> slices) {
    ColumnStatistics<?>[] all =
        slices.stream()
            .flatMap(slice -> Arrays.stream(slice.columns))
            .toArray(ColumnStatistics<?>[]::new);
    return new RowStatistics(slices.get(0).rows, all);
  }

  /** Number of columns. */
  public int width() {
    return columns.length;
  }

  /** Adds the row that comes next. */
  public void add(RowReader row) {
    rows++;
    for (int i = 0; i < columns.length; i++) {
      columns[i].add(row, i);
    }
  }

  /** Adds what is known of the rows that come after. */
  public void merge(RowStatistics after) {
    rows += after.rows;
    for (int i = 0; i < columns.length; i++) {
      merge(columns[i], after.columns[i]);
    }
  }

  /** Both were made from one plan, so both are of the same kind. */
  @SuppressWarnings("unchecked")
  private static <S extends ColumnStatistics<S>> void merge(
      ColumnStatistics<S> first, ColumnStatistics<?> after) {
    first.merge((S) after);
  }

  /** Number of rows. */
  public long rows() {
    return rows;
  }

  /** Statistics of one column. */
  public ColumnStatistics<?> column(int index) {
    return columns[index];
  }

  /** Statistics of a column of numbers, texts or cells. */
  public ScalarStatistics scalar(int index) {
    return (ScalarStatistics) columns[index];
  }
}
