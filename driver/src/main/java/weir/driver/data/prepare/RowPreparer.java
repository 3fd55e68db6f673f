package weir.driver.data.prepare;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import weir.driver.data.prepare.FittedColumn.BytesColumn;
import weir.driver.data.prepare.FittedColumn.CategoryColumn;
import weir.driver.data.prepare.FittedColumn.HashedColumn;
import weir.driver.data.prepare.FittedColumn.IdsColumn;
import weir.driver.data.prepare.FittedColumn.NumberColumn;
import weir.driver.data.prepare.FittedColumn.SparseColumn;
import weir.driver.data.prepare.FittedColumn.VectorColumn;
import weir.driver.data.row.RawColumn;
import weir.driver.data.row.RawSchema;
import weir.driver.data.row.RowReader;
import weir.driver.data.text.FeatureHasher;
import weir.driver.data.text.IdSequence;

/**
 * Applies a preparation to rows of one schema. Missing or strange values become NaN (numbers) or
 * all zeros (texts); whoever must refuse them looks first. One thread only.
 */
public final class RowPreparer {

  /** Writes the numbers of a column, which lies at {@code from} in the row. */
  @FunctionalInterface
  private interface ColumnWriter {
    void write(RowReader row, int from, float[] out, int at);
  }

  private final Preparation preparation;
  private final int[] positions;
  private final ColumnWriter[] writers;
  private final FeatureHasher hasher;
  private final int firstLabel;
  private final IdSequence following;

  /** Finds the columns by name. */
  public RowPreparer(RawSchema schema, Preparation preparation) {
    this.preparation = preparation;
    List<RawColumn> raw = schema.columns();
    List<FittedColumn> columns = preparation.columns();
    positions = new int[columns.size()];
    writers = new ColumnWriter[columns.size()];
    Map<String, Integer> places = new HashMap<>();
    for (int i = 0; i < raw.size(); i++) {
      places.putIfAbsent(raw.get(i).name(), i);
    }
    for (int i = 0; i < positions.length; i++) {
      positions[i] = place(places, columns.get(i).name());
      writers[i] = writer(columns.get(i));
    }
    hasher =
        columns.get(0) instanceof HashedColumn hashed
            ? new FeatureHasher(hashed.tokenizer(), hashed.hash())
            : null;
    firstLabel = schema.firstLabel();
    following = preparation.foretellsTokens() ? NextTokens.following(columns.get(0)) : null;
  }

  private static int place(Map<String, Integer> places, String name) {
    Integer place = places.get(name);
    if (place != null) {
      return place;
    }
    throw new IllegalArgumentException(
        "no column " + name + " (expected: one of " + places.keySet() + ")");
  }

  private static ColumnWriter writer(FittedColumn column) {
    return switch (column.kind()) {
      case NUMBER ->
          (row, from, out, at) -> out[at] = number((NumberColumn) column, row.number(from));
      case CATEGORY -> oneHot((CategoryColumn) column);
      case VECTOR -> (row, from, out, at) -> vector((VectorColumn) column, row, from, out, at);
      case BYTES -> bytes((BytesColumn) column);
      case IDS -> ids((IdsColumn) column);
      case SPARSE, HASHED ->
          (row, from, out, at) -> {
            throw new IllegalStateException("a sparse row is not written dense");
          };
    };
  }

  private static ColumnWriter oneHot(CategoryColumn column) {
    Map<String, Integer> places = new HashMap<>();
    for (String value : column.vocabulary()) {
      places.put(value, places.size());
    }
    return (row, from, out, at) -> {
      String read = row.text(from);
      Integer place = places.get(read == null ? column.fill() : read);
      if (place != null) {
        out[at + place] = 1;
      }
    };
  }

  private static ColumnWriter ids(IdsColumn column) {
    var ids = new IdSequence(column.tokenizer(), column.length(), column.vocabulary());
    return (row, from, out, at) -> {
      String text = row.text(from);
      if (text != null) {
        ids.write(text, out, at);
      }
    };
  }

  private static ColumnWriter bytes(BytesColumn column) {
    float[] table = new float[256];
    for (int value = 0; value < table.length; value++) {
      table[value] = PixelRange.prepared(column, value);
    }
    return (row, from, out, at) -> {
      byte[] bytes = row.bytes();
      int start = row.start(from);
      int count = row.start(from + 1) - start;
      for (int i = 0; i < count; i++) {
        out[at + i] = table[bytes[start + i] & 0xff];
      }
    };
  }

  /** Writes a dense row into {@code out}, which is zero there, from {@code at} on. */
  public void dense(RowReader row, float[] out, int at) {
    int to = at;
    for (int i = 0; i < positions.length; i++) {
      writers[i].write(row, positions[i], out, to);
      to += preparation.columns().get(i).width();
    }
  }

  private static float number(NumberColumn column, double read) {
    return column.prepared(Double.isNaN(read) && column.fill() != null ? column.fill() : read);
  }

  private static void vector(VectorColumn column, RowReader row, int from, float[] out, int at) {
    for (int i = 0; i < column.width(); i++) {
      double value = row.element(from, i);
      if (Double.isNaN(value) && column.fill() != null) {
        value = column.fill()[i];
      }
      out[at + i] = column.prepared(i, value);
    }
  }

  /** Moves to the next sparse row; returns how many values it stores. */
  public int entries(RowReader row) {
    if (hasher == null) {
      return row.entries(positions[0]);
    }
    String text = row.text(positions[0]);
    return hasher.hash(text == null ? "" : text);
  }

  /** Writes the stored values of that row and their columns from {@code at} on. */
  public void sparse(RowReader row, int[] columns, float[] values, int at) {
    if (hasher != null) {
      hasher.write(columns, values, at);
      return;
    }
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
    if (following != null) {
      following.write(row.text(positions[0]), out, at);
      return;
    }
    List<FittedTarget> targets = preparation.targets();
    for (int i = 0; i < targets.size(); i++) {
      out[at + i] = target(targets.get(i), row, firstLabel + i);
    }
  }

  /** Index of the class (−1 when unknown), or the number. */
  private static float target(FittedTarget target, RowReader row, int label) {
    if (!target.isClass()) {
      return target.prepared(row.number(label));
    }
    String text = row.text(label);
    return text == null ? -1 : target.indexOf(text);
  }
}
