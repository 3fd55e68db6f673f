package weir.ml;

import java.util.Arrays;
import org.apache.spark.ml.attribute.AttributeGroup;
import org.apache.spark.ml.attribute.NominalAttribute;
import org.apache.spark.ml.attribute.NumericAttribute;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import weir.driver.UserInputException;

/** What a stage asks of the columns of its input, and which it adds. */
final class StageSchema {
  private StageSchema() {}

  /** Checks the columns that a training reads beside the features. */
  static void checkTraining(WeirParams<?> stage, String labelCol, StructType schema) {
    checkNumber(schema, labelCol, "labelCol");
    if (stage.isDefined(stage.weightCol()) && !stage.getWeightCol().isEmpty()) {
      checkNumber(schema, stage.getWeightCol(), "weightCol");
    }
    if (stage.isDefined(stage.validationIndicatorCol())) {
      String name = stage.getValidationIndicatorCol();
      StructField field = FeatureColumn.find(schema, name, "validationIndicatorCol");
      if (!field.dataType().equals(DataTypes.BooleanType)) {
        throw refused("validationIndicatorCol", name, field, "true and false");
      }
    }
  }

  private static void checkNumber(StructType schema, String name, String param) {
    StructField field = FeatureColumn.find(schema, name, param);
    if (!FeatureColumn.isNumber(field.dataType())) {
      throw refused(param, name, field, "numbers");
    }
  }

  private static UserInputException refused(
      String param, String name, StructField field, String expected) {
    return new UserInputException(
        param
            + "="
            + name
            + " is of type "
            + field.dataType().catalogString()
            + " (expected: "
            + expected
            + "); set "
            + param);
  }

  /** With a vector of {@code size} numbers; 0: how many is not known yet. */
  static StructType withVector(StructType schema, String name, int size) {
    DataType vector = SQLDataTypes.VectorType();
    if (name.isEmpty()) {
      return schema;
    }
    return size == 0
        ? with(
            schema,
            new StructField(name, vector, true, org.apache.spark.sql.types.Metadata.empty()))
        : with(schema, new AttributeGroup(name, size).toStructField());
  }

  /** With a class of {@code classes}; 0: how many is not known yet. */
  static StructType withClass(StructType schema, String name, int classes) {
    if (name.isEmpty()) {
      return schema;
    }
    NominalAttribute plain = NominalAttribute.defaultAttr().withName(name);
    return with(schema, (classes == 0 ? plain : plain.withNumValues(classes)).toStructField());
  }

  /** With a number. */
  static StructType withNumber(StructType schema, String name) {
    return name.isEmpty()
        ? schema
        : with(schema, NumericAttribute.defaultAttr().withName(name).toStructField());
  }

  /** Spark takes names that differ by case alone for one. */
  private static StructType with(StructType schema, StructField field) {
    if (Arrays.stream(schema.fieldNames()).anyMatch(field.name()::equalsIgnoreCase)) {
      throw new UserInputException(
          "column "
              + field.name()
              + " exists (expected: a name that is free); set featuresCol, predictionCol and the"
              + " like, or \"\" to leave it out");
    }
    return schema.add(field);
  }
}
