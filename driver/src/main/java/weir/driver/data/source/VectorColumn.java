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

  /** All numbers, zeros too. */
  static double[] dense(InternalRow vector, int width) {
    double[] values = vector.getArray(3).toDoubleArray();
    if (vector.getByte(0) != 0) {
      return values;
    }
    double[] dense = new double[width];
    int[] indices = vector.getArray(2).toIntArray();
    for (int i = 0; i < indices.length; i++) {
      dense[indices[i]] = values[i];
    }
    return dense;
  }

  /** True for indices that ascend from 0 to below the size, one for each value. */
  static boolean isWhole(InternalRow vector) {
    if (vector.getByte(0) != 0) {
      return true;
    }
    int[] indices = vector.getArray(2).toIntArray();
    int last = -1;
    for (int index : indices) {
      if (index <= last) {
        return false;
      }
      last = index;
    }
    return last < vector.getInt(1) && indices.length == vector.getArray(3).numElements();
  }
}
