package weir.driver.evaluate;

import java.io.Serializable;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructType;
import weir.driver.config.ColumnKind;
import weir.driver.data.prepare.FittedTarget;
import weir.driver.data.row.Numbers;

/**
 * Predicted classes as values of the kind that the labels beside them have, so that both compare.
 *
 * @param type of the column
 * @param values of the classes in order of their indices
 * @param cells where labels lie that are cells of a file and hold numbers; −1: nowhere
 */
record ClassColumn(DataType type, List<Object> values, int cells) implements Serializable {
  private static final long serialVersionUID = 1;

  /**
   * Beside the columns that were read.
   *
   * @param inFiles whether the columns are cells of files, which have no types
   */
  static ClassColumn of(StructType read, FittedTarget target, boolean inFiles) {
    int label = Arrays.asList(read.fieldNames()).indexOf(target.name());
    DataType type = label < 0 ? without(target, inFiles) : read.fields()[label].dataType();
    List<Object> values = new ArrayList<>();
    target.classes().forEach(name -> values.add(value(name, type)));
    boolean cells = inFiles && label >= 0 && target.of() == ColumnKind.NUMBER;
    return values.stream().allMatch(Objects::nonNull)
        ? new ClassColumn(type, values, cells ? label : -1)
        : new ClassColumn(DataTypes.StringType, List.copyOf(target.classes()), -1);
  }

  private static DataType without(FittedTarget target, boolean inFiles) {
    return inFiles || target.of() == ColumnKind.TEXT ? DataTypes.StringType : DataTypes.DoubleType;
  }

  /** Null where the type has no such value. */
  private static Object value(String name, DataType type) {
    if (type instanceof StringType) {
      return name;
    }
    if (type.equals(DataTypes.BooleanType)) {
      return switch (name) {
        case "0", "false" -> false;
        case "1", "true" -> true;
        default -> null;
      };
    }
    try {
      return number(new BigDecimal(name), type);
    } catch (ArithmeticException | NumberFormatException noSuchValue) {
      return null;
    }
  }

  private static Object number(BigDecimal number, DataType type) {
    return switch (type.typeName()) {
      case "byte" -> number.byteValueExact();
      case "short" -> number.shortValueExact();
      case "integer" -> number.intValueExact();
      case "long" -> number.longValueExact();
      case "float" -> number.floatValue();
      case "double" -> number.doubleValue();
      default -> type instanceof DecimalType exact ? number.setScale(exact.scale()) : null;
    };
  }

  /** A value that was read; a label of numbers as its class is written, {@code 1} for 1.0. */
  Object read(Object value, int column) {
    return column == cells && value instanceof String text ? Numbers.canonical(text) : value;
  }
}
