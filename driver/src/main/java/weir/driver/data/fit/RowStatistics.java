package weir.driver.data.fit;

import java.io.Serializable;
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
