package weir.driver.data.predict;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import weir.driver.Shown;
import weir.driver.UserInputException;
import weir.driver.data.prepare.FittedColumn;
import weir.driver.data.prepare.Preparation;
import weir.driver.data.rank.BlockKey;
import weir.driver.data.row.RawColumn;
import weir.driver.data.row.RawKind;
import weir.driver.data.row.RawSchema;
import weir.driver.data.row.RowReader;
import weir.driver.data.source.RowCursor;

/**
 * How the rows of a source become rows to predict.
 *
 * @param schema all columns that are read
 * @param originals the columns of the rows as they lie in files; null: those of {@code schema}
 * @param numbers position of the first row of each block, to number rows of formats without names;
 *     empty: rows are not numbered
 * @param firstIndex what the files call the first column of a sparse row
 * @param skipping what becomes of rows that cannot be predicted
 */
record PredictionPlan(
    RawSchema schema,
    Preparation preparation,
    StructType originals,
    Map<BlockKey, Long> numbers,
    int firstIndex,
    Skipping skipping)
    implements Serializable {
  private static final long serialVersionUID = 1;
  static final String ROW = "row";

  PredictionPlan {
    numbers = Map.copyOf(numbers);
    int[] positions = preparation.positions(schema);
    for (int i = 0; i < positions.length; i++) {
      FittedColumn column = preparation.columns().get(i);
      if (positions[i] < 0) {
        throw new UserInputException(
            "the rows have no column "
                + column.name()
                + " (expected: the columns of the training rows, got "
                + Shown.names(schema.columns().stream().map(RawColumn::name).toList())
                + ")");
      }
      check(column, schema.columns().get(positions[i]));
    }
  }

  private static void check(FittedColumn fitted, RawColumn column) {
    boolean fits =
        switch (fitted.kind()) {
          case NUMBER -> column.kind() == RawKind.NUMBER;
          case CATEGORY -> column.kind().isScalar();
          case VECTOR -> column.kind() == RawKind.VECTOR && column.width() == fitted.width();
          case BYTES -> column.kind() == RawKind.BYTES && column.width() == fitted.width();
          case SPARSE -> column.kind() == RawKind.SPARSE;
          case IDS, HASHED -> column.kind() == RawKind.TEXT;
        };
    if (!fits) {
      throw new UserInputException(
          "column "
              + column.name()
              + " holds "
              + column.kind()
              + " of width "
              + column.width()
              + " (expected: "
              + fitted.kind()
              + " of width "
              + fitted.width()
              + ", as in training)");
    }
  }

  /** Where the columns of the preparation lie. */
  int[] positions() {
    return preparation.positions(schema);
  }

  /** Columns of the original rows. */
  StructType columns() {
    if (originals != null) {
      return originals;
    }
    StructType type = new StructType();
    if (!numbers.isEmpty()) {
      type = type.add(ROW, DataTypes.LongType);
    }
    for (RawColumn column : schema.columns()) {
      if (column.kind().isScalar()) {
        type = type.add(column.name(), DataTypes.StringType);
      }
    }
    return type;
  }

  /** The original row. */
  Row original(RowReader row, RowCursor cursor) {
    if (originals != null) {
      return cursor.original();
    }
    List<Object> values = new ArrayList<>();
    if (!numbers.isEmpty()) {
      values.add(numbers.get(new BlockKey(cursor.file(), cursor.block())) + cursor.sequence());
    }
    for (int i = 0; i < schema.columns().size(); i++) {
      if (schema.columns().get(i).kind().isScalar()) {
        values.add(row.missing(i) ? null : row.text(i));
      }
    }
    return RowFactory.create(values.toArray());
  }
}
