package weir.driver.data.row;

import java.io.Serializable;
import java.util.List;

/**
 * The columns of rows before preparation: features, then the label if there is one.
 *
 * @param label name of the last column when that is the label, else null
 */
public record RawSchema(List<RawColumn> columns, String label) implements Serializable {
  private static final long serialVersionUID = 1;

  public RawSchema {
    columns = List.copyOf(columns);
    if (label != null && !columns.get(columns.size() - 1).name().equals(label)) {
      throw new IllegalArgumentException("label " + label + " (expected: the last of " + columns);
    }
  }

  /** The columns without the label. */
  public List<RawColumn> features() {
    return label == null ? columns : columns.subList(0, columns.size() - 1);
  }

  /** Position of the label; −1 without one. */
  public int labelIndex() {
    return label == null ? -1 : columns.size() - 1;
  }

  /** True when the one feature column is sparse. */
  public boolean sparse() {
    return columns.get(0).kind() == RawKind.SPARSE;
  }
}
