package weir.driver.data.source;

import java.io.Serializable;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.SpecializedGetters;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructField;
import weir.driver.UserInputException;
import weir.driver.data.row.RawColumn;
import weir.driver.data.row.RawKind;

/**
 * A typed column and what it becomes.
 *
 * @param element type of the values of an array; the column's own type otherwise
 */
record ParquetColumn(RawColumn raw, DataType type, DataType element) implements Serializable {
  private static final long serialVersionUID = 1;

  static boolean isScalar(StructField field) {
    return isNumber(field.dataType()) || field.dataType() instanceof StringType;
  }

  /** True for a type that can be learned from. */
  static boolean isKnown(StructField field) {
    return isScalar(field) || isVector(field.dataType()) || isArray(field.dataType());
  }

  private static boolean isVector(DataType type) {
    return type.equals(SQLDataTypes.VectorType());
  }

  private static boolean isArray(DataType type) {
    return type instanceof ArrayType numbers && isNumber(numbers.elementType());
  }

  private static boolean isNumber(DataType type) {
    return type instanceof NumericType || type instanceof BooleanType;
  }

  /**
   * @param first a row that tells the width of vectors; may be null when all columns are scalar
   */
  static ParquetColumn of(StructField field, InternalRow first, int ordinal) {
    DataType type = field.dataType();
    if (isNumber(type)) {
      return new ParquetColumn(RawColumn.scalar(field.name(), RawKind.NUMBER), type, type);
    }
    if (type instanceof StringType) {
      return new ParquetColumn(RawColumn.scalar(field.name(), RawKind.TEXT), type, type);
    }
    boolean array = isArray(type);
    if (!isKnown(field) || first.isNullAt(ordinal)) {
      throw new UserInputException(
          "column "
              + field.name()
              + " of type "
              + type.catalogString()
              + " (expected: numbers, texts, arrays of numbers or vectors); set data.features");
    }
    if (array) {
      int width = first.getArray(ordinal).numElements();
      RawColumn raw = new RawColumn(field.name(), RawKind.VECTOR, width);
      return new ParquetColumn(raw, type, ((ArrayType) type).elementType());
    }
    InternalRow value = first.getStruct(ordinal, VectorColumn.FIELDS);
    RawKind kind = value.getByte(0) == 0 ? RawKind.SPARSE : RawKind.VECTOR;
    RawColumn raw = new RawColumn(field.name(), kind, VectorColumn.size(value));
    return new ParquetColumn(raw, type, type);
  }

  /** The number at {@code ordinal} of a row or of an array; NaN when null. */
  double number(SpecializedGetters values, int ordinal) {
    if (values.isNullAt(ordinal)) {
      return Double.NaN;
    }
    return switch (element.typeName()) {
      case "boolean" -> values.getBoolean(ordinal) ? 1 : 0;
      case "byte" -> values.getByte(ordinal);
      case "short" -> values.getShort(ordinal);
      case "integer" -> values.getInt(ordinal);
      case "long" -> values.getLong(ordinal);
      case "float" -> values.getFloat(ordinal);
      case "double" -> values.getDouble(ordinal);
      default -> decimal(values, ordinal);
    };
  }

  private double decimal(SpecializedGetters values, int ordinal) {
    DecimalType decimal = (DecimalType) element;
    return values.getDecimal(ordinal, decimal.precision(), decimal.scale()).toDouble();
  }
}
