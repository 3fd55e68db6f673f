package weir.driver.data.source;

import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.util.ArrayData;
import weir.driver.data.row.RowWriter;

/** Vectors of Spark ML as rows hold them: struct(type, size, indices, values), type 0 sparse. */
final class VectorColumn {
  static final int FIELDS = 4;

  private VectorColumn() {}

  static int size(InternalRow vector) {
    return vector.getByte(0) == 0 ? vector.getInt(1) : vector.getArray(3).numElements();
  }

  /** Numbers that are not zero, stored zeros left out. */
  static int nonZeros(InternalRow vector) {
    ArrayData values = vector.getArray(3);
    int count = 0;
    for (int i = 0; i < values.numElements(); i++) {
      count += values.getDouble(i) == 0 ? 0 : 1;
    }
    return count;
  }

  static void writeSparse(InternalRow vector, RowWriter writer) {
    double[] values = vector.getArray(3).toDoubleArray();
    int[] indices = vector.getByte(0) == 0 ? vector.getArray(2).toIntArray() : null;
    writer.count(nonZeros(vector));
    for (int i = 0; i < values.length; i++) {
      if (values[i] != 0) {
        writer.index(indices == null ? i : indices[i]);
      }
    }
    for (double value : values) {
      if (value != 0) {
        writer.single((float) value);
      }
    }
  }

  static void writeDense(InternalRow vector, int width, RowWriter writer) {
    double[] values = vector.getArray(3).toDoubleArray();
    if (vector.getByte(0) == 0) {
      int[] indices = vector.getArray(2).toIntArray();
      double[] dense = new double[width];
      for (int i = 0; i < indices.length; i++) {
        dense[indices[i]] = values[i];
      }
      values = dense;
    }
    for (double value : values) {
      writer.number(value);
    }
  }
}
