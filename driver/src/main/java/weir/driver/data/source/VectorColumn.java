package weir.driver.data.source;

import org.apache.spark.sql.catalyst.InternalRow;
import weir.driver.data.row.RowWriter;

/** Vectors of Spark ML as rows hold them: struct(type, size, indices, values), type 0 sparse. */
final class VectorColumn {
  static final int FIELDS = 4;

  private VectorColumn() {}

  static int size(InternalRow vector) {
    return vector.getByte(0) == 0 ? vector.getInt(1) : vector.getArray(3).numElements();
  }

  /** Where the {@link #values} stand; null where all are there. */
  static int[] indices(InternalRow vector) {
    return vector.getByte(0) == 0 ? vector.getArray(2).toIntArray() : null;
  }

  /** Numbers that are not zero, stored zeros left out. */
  static int nonZeros(double[] values) {
    int count = 0;
    for (double value : values) {
      count += value == 0 ? 0 : 1;
    }
    return count;
  }

  /** The numbers that are stored. */
  static double[] values(InternalRow vector) {
    return vector.getArray(3).toDoubleArray();
  }

  /** All numbers. */
  static double[] dense(InternalRow vector, int width) {
    double[] values = values(vector);
    int[] indices = indices(vector);
    if (indices == null) {
      return values;
    }
    double[] dense = new double[width];
    for (int i = 0; i < indices.length; i++) {
      dense[indices[i]] = values[i];
    }
    return dense;
  }

  /**
   * Writes numbers, stored zeros left out.
   *
   * @param indices null where all numbers are there
   */
  static void write(int[] indices, double[] values, RowWriter writer) {
    writer.count(nonZeros(values));
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
}
