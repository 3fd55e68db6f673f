package weir.driver.data.source;

import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.ml.attribute.AttributeGroup;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.ArrayType;
import weir.driver.UserInputException;
import weir.driver.data.row.RawColumn;
import weir.driver.data.row.RawKind;

/**
 * How many numbers a column of arrays or vectors has, and whether its rows are kept dense or
 * sparse: a matter of the numbers of all rows, never of how a vector stores them. Vectors of up to
 * {@link #DENSE_WIDTH} numbers are dense; wider ones are sparse where fewer than one in {@link
 * #DENSITY} of all numbers is not zero.
 */
final class FrameWidths {
  /** A row of 4 KiB. */
  static final int DENSE_WIDTH = 512;

  /** A stored number of a sparse row takes 8 bytes, one of a dense row 4 once it is prepared. */
  static final int DENSITY = 8;

  private FrameWidths() {}

  /** The column as rows hold it. */
  static RawColumn decide(Dataset<Row> rows, FrameField field) {
    RawColumn column = found(rows, field);
    if (column.width() == 0) {
      throw new UserInputException(
          "column "
              + field.name()
              + " holds no number in its first row (expected: >= 1); set data.features");
    }
    return column;
  }

  private static RawColumn found(Dataset<Row> rows, FrameField field) {
    if (field.type().dataType() instanceof ArrayType) {
      int width = first(rows, field).getArray(0).numElements();
      return new RawColumn(field.name(), RawKind.VECTOR, width);
    }
    int told = AttributeGroup.fromStructField(field.type()).size();
    int width =
        told > 0 ? told : VectorColumn.size(first(rows, field).getStruct(0, VectorColumn.FIELDS));
    boolean sparse = width > DENSE_WIDTH && isSparse(values(rows, field), width);
    return new RawColumn(field.name(), sparse ? RawKind.SPARSE : RawKind.VECTOR, width);
  }

  private static JavaRDD<InternalRow> values(Dataset<Row> rows, FrameField field) {
    return rows.where(field.column().isNotNull())
        .select(field.column())
        .queryExecution()
        .toRdd()
        .toJavaRDD();
  }

  private static InternalRow first(Dataset<Row> rows, FrameField field) {
    List<InternalRow> taken = values(rows, field).map(InternalRow::copy).take(1);
    if (taken.isEmpty()) {
      throw new UserInputException(
          "column " + field.name() + " has no value in any row (expected: rows with values)");
    }
    return taken.get(0);
  }

  private static boolean isSparse(JavaRDD<InternalRow> vectors, int width) {
    long[] sums = vectors.aggregate(new long[2], FrameWidths::count, FrameWidths::add);
    return (double) sums[1] * DENSITY < (double) sums[0] * width;
  }

  private static long[] count(long[] sums, InternalRow vector) {
    sums[0]++;
    sums[1] += VectorColumn.nonZeros(vector.getStruct(0, VectorColumn.FIELDS));
    return sums;
  }

  private static long[] add(long[] sums, long[] more) {
    sums[0] += more[0];
    sums[1] += more[1];
    return sums;
  }
}
