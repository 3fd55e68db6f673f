package weir.driver.data.row;

import java.io.Serializable;
import java.util.List;

/**
 * The columns of rows before preparation: features, then the labels if there are any.
 *
 * @param labels how many of the last columns are labels
 * @param weighted true when 8 bytes follow the columns: how much the row counts in the loss
 */
public record RawSchema(List<RawColumn> columns, int labels, boolean weighted)
    implements Serializable {
  private static final long serialVersionUID = 1;

  public RawSchema {
    columns = List.copyOf(columns);
    if (labels < 0 || labels > columns.size()) {
      throw new IllegalArgumentException(
          "labels=" + labels + " (expected: 0.." + columns.size() + ", the columns)");
    }
  }

  /** Rows that all count 1. */
  public RawSchema(List<RawColumn> columns, int labels) {
    this(columns, labels, false);
  }

  /** The columns without the labels. */
  public List<RawColumn> features() {
    return columns.subList(0, firstLabel());
  }

  /** Position of the first label; the number of columns without any. */
  public int firstLabel() {
    return columns.size() - labels;
  }

  /** True when the one feature column is sparse. */
  public boolean sparse() {
    return columns.get(0).kind() == RawKind.SPARSE;
  }
}
