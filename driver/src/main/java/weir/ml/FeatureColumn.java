package weir.ml;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.transform;
import static org.apache.spark.sql.functions.when;

import java.util.Arrays;
import org.apache.spark.ml.attribute.AttributeGroup;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import weir.driver.Shown;
import weir.driver.UserInputException;

/**
 * The features of a stage as one vector, whichever way they come: a vector, an array of numbers, or
 * columns of numbers. Equal numbers are equal vectors.
 */
final class FeatureColumn {
  private static final Column MISSING = lit(Double.NaN);

  private FeatureColumn() {}

  /**
   * Checks that the features are there and are numbers.
   *
   * @throws UserInputException naming the column
   */
  static void check(WeirParams<?> stage, String featuresCol, StructType schema) {
    if (isSeveral(stage)) {
      for (String name : stage.getFeaturesCols()) {
        DataType type = find(schema, name, "featuresCols").dataType();
        require(isNumber(type), "featuresCols", name, type, "numbers; VectorAssembler for others");
      }
      return;
    }
    DataType type = find(schema, featuresCol, "featuresCol").dataType();
    require(
        isVector(type) || isArray(type),
        "featuresCol",
        featuresCol,
        type,
        "a vector or an array of numbers");
  }

  /**
   * Checks the number of features where columns or their metadata tell it, before any row does.
   *
   * @param wanted -1: any
   * @throws UserInputException naming both numbers
   */
  static void checkSize(WeirParams<?> stage, String featuresCol, StructType schema, int wanted) {
    boolean several = isSeveral(stage);
    int told = several ? stage.getFeaturesCols().length : told(schema.apply(featuresCol));
    if (wanted > 0 && told > 0 && told != wanted) {
      String param = several ? "featuresCols" : "featuresCol";
      throw new UserInputException(
          param
              + " has "
              + told
              + " features (expected: "
              + wanted
              + ", as in training); set "
              + param);
    }
  }

  /** The size of all vectors; -1 where the metadata do not tell it. */
  private static int told(StructField field) {
    return isVector(field.dataType()) ? AttributeGroup.fromStructField(field).size() : -1;
  }

  private static void require(
      boolean holds, String param, String name, DataType type, String expected) {
    if (!holds) {
      throw new UserInputException(
          param
              + "="
              + name
              + " is of type "
              + type.catalogString()
              + " (expected: "
              + expected
              + "); set "
              + param);
    }
  }

  /** The field of a column of {@code schema}. */
  static StructField find(StructType schema, String name, String param) {
    if (!Arrays.asList(schema.fieldNames()).contains(name)) {
      throw new UserInputException(
          param
              + "="
              + name
              + " is no column (expected: one of "
              + Shown.names(Arrays.asList(schema.fieldNames()))
              + "); set "
              + param);
    }
    return schema.apply(name);
  }

  static boolean isNumber(DataType type) {
    return type instanceof NumericType || type.equals(DataTypes.BooleanType);
  }

  private static boolean isVector(DataType type) {
    return type.equals(SQLDataTypes.VectorType());
  }

  private static boolean isArray(DataType type) {
    return type instanceof ArrayType numbers && isNumber(numbers.elementType());
  }

  private static boolean isSeveral(WeirParams<?> stage) {
    return stage.isDefined(stage.featuresCols());
  }

  /** The vector, NaN in the place of missing numbers. */
  static Column of(WeirParams<?> stage, String featuresCol, Dataset<?> rows) {
    if (isSeveral(stage)) {
      Column[] numbers =
          Arrays.stream(stage.getFeaturesCols())
              .map(name -> number(column(rows, name)))
              .toArray(Column[]::new);
      return vector(array(numbers));
    }
    Column features = column(rows, featuresCol);
    return isVector(rows.schema().apply(featuresCol).dataType())
        ? features
        : when(features.isNotNull(), vector(transform(features, FeatureColumn::number)));
  }

  /** The column of exactly this name, which may hold dots and backticks. */
  static Column column(Dataset<?> rows, String name) {
    return rows.col("`" + name.replace("`", "``") + "`");
  }

  private static Column number(Column column) {
    return coalesce(column.cast(DataTypes.DoubleType), MISSING);
  }

  private static Column vector(Column numbers) {
    return org.apache.spark.ml.functions.array_to_vector(numbers);
  }
}
