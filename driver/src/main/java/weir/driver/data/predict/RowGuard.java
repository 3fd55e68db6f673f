package weir.driver.data.predict;

import java.io.Serializable;
import java.util.List;
import weir.driver.Shown;
import weir.driver.config.TokenizerSpec;
import weir.driver.data.prepare.FittedColumn;
import weir.driver.data.prepare.FittedColumn.CategoryColumn;
import weir.driver.data.prepare.FittedColumn.HashedColumn;
import weir.driver.data.prepare.FittedColumn.IdsColumn;
import weir.driver.data.prepare.FittedColumn.NumberColumn;
import weir.driver.data.prepare.FittedColumn.VectorColumn;
import weir.driver.data.prepare.Preparation;
import weir.driver.data.row.RowReader;
import weir.driver.data.text.Tokenizer;

/** Says what is wrong with a row, one row at a time, where there are no statistics to ask. */
public final class RowGuard implements Serializable {
  private static final long serialVersionUID = 1;
  private static final String BEYOND =
      " (expected: a number within 3.4e38, the reach of float32, once it is prepared)";

  private final List<FittedColumn> columns;
  private final int[] positions;
  private final int first;

  /**
   * @param positions where the columns of the preparation lie in the rows
   * @param first what the files call the first column of a sparse row
   */
  public RowGuard(Preparation preparation, int[] positions, int first) {
    this.columns = preparation.columns();
    this.positions = positions;
    this.first = first;
  }

  /** What is wrong, to be read after the place of the row; null when nothing is. */
  public String complaint(RowReader row) {
    for (int i = 0; i < positions.length; i++) {
      FittedColumn column = columns.get(i);
      int at = positions[i];
      String problem =
          switch (column.kind()) {
            case NUMBER -> number((NumberColumn) column, row, at);
            case CATEGORY -> category((CategoryColumn) column, row, at);
            case VECTOR -> vector((VectorColumn) column, row, at);
            case SPARSE -> sparse(column.width(), row, at);
            case BYTES -> null;
            case IDS -> text(((IdsColumn) column).tokenizer(), row, at);
            case HASHED -> text(((HashedColumn) column).tokenizer(), row, at);
          };
      if (problem != null) {
        return ", column " + column.name() + ": " + problem;
      }
    }
    return null;
  }

  private static String number(NumberColumn column, RowReader row, int at) {
    if (row.stray(at)) {
      return stray(row, at);
    }
    boolean beyond = Float.isInfinite(column.prepared(row.number(at)));
    return beyond ? row.text(at) + BEYOND : missing(column.fill(), row, at);
  }

  private static String category(CategoryColumn column, RowReader row, int at) {
    return row.stray(at) ? stray(row, at) : missing(column.fill(), row, at);
  }

  private static String stray(RowReader row, int at) {
    return Shown.quoted(row.text(at)) + " (expected: a number, as in training)";
  }

  private static String missing(Object fill, RowReader row, int at) {
    return fill == null && row.missing(at)
        ? "no value (expected: a value); the model was trained without impute"
        : null;
  }

  private static String vector(VectorColumn column, RowReader row, int at) {
    for (int i = 0; i < column.width(); i++) {
      double number = row.element(at, i);
      if (Float.isInfinite(column.prepared(i, number))) {
        return number + " at position " + i + BEYOND;
      }
      if (column.fill() == null && Double.isNaN(number)) {
        return "no value at position "
            + i
            + " (expected: a number); the model was trained without impute";
      }
    }
    return null;
  }

  private static String text(TokenizerSpec tokens, RowReader row, int at) {
    return new Tokenizer(tokens).emptiness(row.text(at));
  }

  private String sparse(int width, RowReader row, int at) {
    int count = row.entries(at);
    for (int i = 0; i < count; i++) {
      if (row.entryIndex(i) >= width) {
        long index = (long) row.entryIndex(i) + first;
        return "index " + index + " (expected: " + first + ".." + (first + width - 1) + ")";
      }
      float value = row.entryValue(i, count);
      if (!Float.isFinite(value)) {
        return value
            + " at index "
            + ((long) row.entryIndex(i) + first)
            + " (expected: a number within 3.4e38, the reach of float32)";
      }
    }
    return null;
  }
}
