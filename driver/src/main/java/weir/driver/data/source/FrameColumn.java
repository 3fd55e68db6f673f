package weir.driver.data.source;

import java.io.Serializable;
import java.math.BigDecimal;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.sql.catalyst.expressions.SpecializedGetters;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StringType;
import weir.driver.config.ColumnKind;
import weir.driver.data.row.RawColumn;
import weir.driver.data.row.RawKind;

/**
 * A typed column and what it becomes.
 *
 * @param element type of the values of an array; the column's own type otherwise
 */
record FrameColumn(RawColumn raw, DataType type, DataType element) implements Serializable {
  private static final long serialVersionUID = 1;

  FrameColumn(RawColumn raw, DataType type) {
    this(raw, type, type instanceof ArrayType numbers ? numbers.elementType() : type);
  }

  /** True for a type that can be learned from. */
  static boolean isKnown(DataType type) {
    return isNumber(type) || type instanceof StringType || isVector(type) || isArray(type);
  }

  static boolean isVector(DataType type) {
    return type.equals(SQLDataTypes.VectorType());
  }

  static boolean isArray(DataType type) {
    return type instanceof ArrayType numbers && isNumber(numbers.elementType());
  }

  static boolean isNumber(DataType type) {
    return type instanceof NumericType || type instanceof BooleanType;
  }

  /**
   * A column of one number or text.
   *
   * @param told what it holds; null: its type tells
   */
  static FrameColumn scalar(String name, DataType type, ColumnKind told) {
    RawKind own = isNumber(type) ? RawKind.NUMBER : RawKind.TEXT;
    RawKind kind = told == null ? own : RawKind.of(told);
    return new FrameColumn(RawColumn.scalar(name, kind), type);
  }

  boolean isArray() {
    return element != type;
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
      default -> decimal(values, ordinal).doubleValue();
    };
  }

  /** The decimal number at {@code ordinal}. */
  BigDecimal decimal(SpecializedGetters values, int ordinal) {
    DecimalType decimal = (DecimalType) element;
    return values.getDecimal(ordinal, decimal.precision(), decimal.scale()).toJavaBigDecimal();
  }
}
