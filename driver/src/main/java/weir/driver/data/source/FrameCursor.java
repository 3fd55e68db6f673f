package weir.driver.data.source;

import java.util.Iterator;
import java.util.Map;
import java.util.Objects;
import org.apache.spark.TaskContext;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.util.ArrayData;
import weir.driver.data.row.RawKind;
import weir.driver.data.row.RowWriter;

/** Rows of typed columns; of a file, the position of the row in it comes last. */
final class FrameCursor implements RowCursor {
  private final Iterator<InternalRow> rows;
  private final FrameSchema schema;
  private final BlockTracker file;
  private final FrameValues values;
  private final long partition = TaskContext.getPartitionId();
  private long read = -1;
  private InternalRow row;
  private final MissingCounts missing;
  private Object last;

  private FrameCursor(Iterator<InternalRow> rows, FrameSchema schema, BlockTracker file) {
    this.rows = rows;
    this.schema = schema;
    this.file = file;
    this.values = new FrameValues(schema.missing());
    this.missing =
        new MissingCounts(schema.columns().stream().map(column -> column.raw().name()).toList());
  }

  /** Rows that Spark scans from files. */
  static FrameCursor ofFiles(Iterator<InternalRow> rows, FrameSchema schema) {
    return new FrameCursor(rows, schema, new BlockTracker());
  }

  /** Rows of a DataFrame. */
  static FrameCursor ofProgram(Iterator<InternalRow> rows, FrameSchema schema) {
    return new FrameCursor(rows, schema, null);
  }

  @Override
  public boolean next() {
    if (!rows.hasNext()) {
      return false;
    }
    row = rows.next();
    read++;
    if (file != null) {
      file.advance();
    }
    if (schema.orderBy() != null) {
      checkOrder();
    }
    return true;
  }

  /** Rows are sorted, and equal ones in one partition. */
  private void checkOrder() {
    FrameColumn column = schema.orderBy();
    Object value = row.get(schema.orderAt(), column.type());
    if (value == null || Objects.deepEquals(value, last)) {
      throw new BadRowException(
          position(),
          ", column "
              + column.raw().name()
              + ": "
              + (value == null ? "no value" : value + " in two rows")
              + " (expected: another value in every row, to order them); set data.orderBy");
    }
    last = InternalRow.copyValue(value);
  }

  @Override
  public double weight() {
    FrameColumn column = schema.weight();
    if (column == null) {
      return 1;
    }
    double weight = column.number(row, schema.weightAt());
    Object shown = row.isNullAt(schema.weightAt()) ? null : weight;
    return RowWeights.checked(weight, shown, column.raw().name(), position());
  }

  @Override
  public void write(RowWriter writer) {
    writer.begin();
    var out = new FrameValues.Out(writer, this);
    for (int i = 0; i < schema.columns().size(); i++) {
      FrameColumn column = schema.columns().get(i);
      switch (column.raw().kind()) {
        case NUMBER -> missing.add(i, values.number(column, row, i, out));
        case TEXT -> missing.add(i, values.text(column, row, i, out));
        case VECTOR, SPARSE, BYTES -> numbers(column, i, writer);
      }
    }
    if (schema.weight() != null) {
      writer.number(weight());
    }
  }

  private void numbers(FrameColumn column, int ordinal, RowWriter writer) {
    if (row.isNullAt(ordinal)) {
      throw new BadRowException(
          position(), ", column " + column.raw().name() + ": no value (expected: numbers)");
    }
    if (column.isArray()) {
      array(column, ordinal, writer);
    } else {
      vector(column, ordinal, writer);
    }
  }

  private void array(FrameColumn column, int ordinal, RowWriter writer) {
    ArrayData array = row.getArray(ordinal);
    checkWidth(column, array.numElements());
    for (int i = 0; i < array.numElements(); i++) {
      boolean gap = array.isNullAt(i);
      writer.number(gap ? Double.NaN : known(column, ordinal, i, column.number(array, i)));
    }
  }

  private void vector(FrameColumn column, int ordinal, RowWriter writer) {
    InternalRow vector = row.getStruct(ordinal, VectorColumn.FIELDS);
    checkWidth(column, VectorColumn.size(vector));
    if (!VectorColumn.isWhole(vector)) {
      throw new BadRowException(
          position(),
          ", column "
              + column.raw().name()
              + ": the indices of a sparse vector (expected: ascending ones, from 0 to below its"
              + " size, one for each value)");
    }
    if (column.raw().kind() == RawKind.SPARSE) {
      values.checkSparse(column, vector, this);
      VectorColumn.writeSparse(vector, writer);
    } else {
      double[] dense = VectorColumn.dense(vector, column.raw().width());
      for (int i = 0; i < dense.length; i++) {
        writer.number(known(column, ordinal, i, dense[i]));
      }
    }
  }

  private double known(FrameColumn column, int ordinal, int index, double value) {
    double known = values.known(column, index, value, this);
    missing.add(ordinal, Double.isNaN(known));
    return known;
  }

  private void checkWidth(FrameColumn column, int width) {
    if (width != column.raw().width()) {
      throw new BadRowException(
          position(),
          " has "
              + width
              + " numbers in column "
              + column.raw().name()
              + " (expected: "
              + column.raw().width()
              + ", as in the others)");
    }
  }

  @Override
  public Map<String, Long> missingWords() {
    return missing.byName();
  }

  @Override
  public String file() {
    return file == null ? ProgramRows.NAME : file.file();
  }

  /** Rows are numbered by file, so a file is one block; a partition of sorted rows is another. */
  @Override
  public long block() {
    return file == null ? partition : 0;
  }

  @Override
  public long sequence() {
    return file == null ? read : row.getLong(schema.width());
  }
}
