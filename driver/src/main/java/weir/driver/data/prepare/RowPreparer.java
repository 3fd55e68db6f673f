package weir.driver.data.prepare;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import weir.driver.data.prepare.FittedColumn.BytesColumn;
import weir.driver.data.prepare.FittedColumn.NumberColumn;
import weir.driver.data.prepare.FittedColumn.SparseColumn;
import weir.driver.data.prepare.FittedColumn.TextColumn;
import weir.driver.data.prepare.FittedColumn.VectorColumn;
import weir.driver.data.row.RawColumn;
import weir.driver.data.row.RawSchema;
import weir.driver.data.row.RowReader;

/**
 * Applies a preparation to rows of one schema. Missing or strange values become NaN (numbers) or
 * all zeros (texts); whoever must refuse them looks first. One thread only.
 */
public final class RowPreparer {
  private final Preparation preparation;
  private final int[] positions;
  private final Map<FittedColumn, Map<String, Integer>> places = new HashMap<>();
  private final Map<FittedColumn, float[]> tables = new HashMap<>();
  private final int firstLabel;

  /** Finds the columns by name. */
  public RowPreparer(RawSchema schema, Preparation preparation) {
    this.preparation = preparation;
    List<RawColumn> raw = schema.columns();
    List<FittedColumn> columns = preparation.columns();
    positions = new int[columns.size()];
    for (int i = 0; i < positions.length; i++) {
      FittedColumn column = columns.get(i);
      positions[i] = find(raw, column.name());
      if (column instanceof TextColumn text) {
        places.put(column, places(text));
      } else if (column instanceof BytesColumn bytes) {
        tables.put(column, table(bytes));
      }
    }
    firstLabel = schema.firstLabel();
  }

  private static int find(List<RawColumn> raw, String name) {
    for (int i = 0; i < raw.size(); i++) {
      if (raw.get(i).name().equals(name)) {
        return i;
      }
    }
    throw new IllegalArgumentException("no column " + name + " (expected: one of " + raw + ")");
  }

  private static Map<String, Integer> places(TextColumn column) {
    Map<String, Integer> places = new HashMap<>();
    for (String value : column.vocabulary()) {
      places.put(value, places.size());
    }
    return places;
  }

  private static float[] table(BytesColumn column) {
    float[] table = new float[256];
    for (int value = 0; value < table.length; value++) {
      table[value] = PixelRange.prepared(column, value);
    }
    return table;
  }

  /** Writes a dense row into {@code out}, which is zero there, from {@code at} on. */
  public void dense(RowReader row, float[] out, int at) {
    int to = at;
    List<FittedColumn> columns = preparation.columns();
    for (int i = 0; i < positions.length; i++) {
      FittedColumn column = columns.get(i);
      int from = positions[i];
      switch (column.kind()) {
        case NUMBER -> out[to] = number((NumberColumn) column, row.number(from));
        case TEXT -> oneHot((TextColumn) column, row.text(from), out, to);
        case VECTOR -> vector((VectorColumn) column, row, from, out, to);
        case BYTES -> bytes(tables.get(column), row, from, out, to);
        case SPARSE -> throw new IllegalStateException("a sparse row is not written dense");
      }
      to += column.width();
    }
  }

  private static float number(NumberColumn column, double read) {
    double value = Double.isNaN(read) && column.fill() != null ? column.fill() : read;
    return (float) ((value - column.shift()) / column.divisor());
  }

  private void oneHot(TextColumn column, String read, float[] out, int at) {
    String value = read == null ? column.fill() : read;
    Integer place = places.get(column).get(value);
    if (place != null) {
      out[at + place] = 1;
    }
  }

  private static void vector(VectorColumn column, RowReader row, int from, float[] out, int at) {
    for (int i = 0; i < column.width(); i++) {
      double value = row.single(from, i);
      if (Double.isNaN(value) && column.fill() != null) {
        value = column.fill()[i];
      }
      if (column.divisor() != null) {
        value = (value - column.shift()[i]) / column.divisor()[i];
      }
      out[at + i] = (float) value;
    }
  }

  private static void bytes(float[] table, RowReader row, int from, float[] out, int at) {
    byte[] bytes = row.bytes();
    int start = row.start(from);
    int count = row.start(from + 1) - start;
    for (int i = 0; i < count; i++) {
      out[at + i] = table[bytes[start + i] & 0xff];
    }
  }

  /** Stored values of a sparse row. */
  public int entries(RowReader row) {
    return row.entries(positions[0]);
  }

  /** Writes the stored values of a sparse row and their columns from {@code at} on. */
  public void sparse(RowReader row, int[] columns, float[] values, int at) {
    SparseColumn column = (SparseColumn) preparation.columns().get(0);
    int count = row.entries(positions[0]);
    for (int i = 0; i < count; i++) {
      int index = row.entryIndex(i);
      float value = row.entryValue(i, count);
      columns[at + i] = index;
      values[at + i] = column.divisor() == null ? value : (float) (value / column.divisor()[index]);
    }
  }

  /** Writes the targets of a row from {@code at} on. */
  public void targets(RowReader row, float[] out, int at) {
    List<FittedTarget> targets = preparation.targets();
    for (int i = 0; i < targets.size(); i++) {
      out[at + i] = target(targets.get(i), row, firstLabel + i);
    }
  }

  /** Index of the class (−1 when unknown), or the number. */
  private static float target(FittedTarget target, RowReader row, int label) {
    if (!target.isClass()) {
      return (float) ((row.number(label) - target.shift()) / target.divisor());
    }
    String text = row.text(label);
    return text == null ? -1 : target.indexOf(text);
  }
}
