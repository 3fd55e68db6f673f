package weir.driver.data.source;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import weir.driver.config.MissingSpec;
import weir.driver.data.row.RawColumn;
import weir.driver.data.row.RawSchema;

/**
 * The columns of a DataFrame that are read, in the order in which they are selected: features,
 * labels, then the weight and what orders the rows, if there are such.
 *
 * @param weight null: rows count alike
 * @param orderBy null: rows have no order of their own
 * @param missing words that stand for a missing value
 */
record FrameSchema(
    List<FrameColumn> columns,
    int labels,
    FrameColumn weight,
    FrameColumn orderBy,
    MissingSpec missing)
    implements Serializable {
  private static final long serialVersionUID = 1;

  FrameSchema {
    columns = List.copyOf(columns);
  }

  RawSchema raw() {
    List<RawColumn> raw = columns.stream().map(FrameColumn::raw).toList();
    return new RawSchema(raw, labels, weight != null);
  }

  /** All names in the order in which they are selected. */
  List<String> names() {
    List<String> names =
        new ArrayList<>(columns.stream().map(column -> column.raw().name()).toList());
    if (weight != null) {
      names.add(weight.raw().name());
    }
    if (orderBy != null) {
      names.add(orderBy.raw().name());
    }
    return names;
  }

  int weightAt() {
    return columns.size();
  }

  int orderAt() {
    return columns.size() + (weight == null ? 0 : 1);
  }

  /** How many columns are selected. */
  int width() {
    return orderAt() + (orderBy == null ? 0 : 1);
  }
}
