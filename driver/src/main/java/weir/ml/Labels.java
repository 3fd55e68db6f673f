package weir.ml;

import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.when;

import org.apache.spark.ml.attribute.Attribute;
import org.apache.spark.ml.attribute.BinaryAttribute;
import org.apache.spark.ml.attribute.NominalAttribute;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StructField;
import weir.driver.UserInputException;

/** How many classes a label has, and whether its values are classes. */
final class Labels {
  /** More classes than this are to be said, as in Spark: a label of numbers is likelier. */
  static final int MOST_INFERRED = 100;

  private Labels() {}

  /**
   * From the metadata of the label, such as StringIndexer writes, else the greatest label and one.
   *
   * @param rows read once
   * @throws UserInputException naming the column and a value that is no class
   */
  static int classes(Dataset<Row> rows, String name) {
    Column label = FeatureColumn.column(rows, name).cast(DataTypes.DoubleType);
    Column strange = label.notEqual(functions.rint(label)).or(label.lt(0)).or(label.isNaN());
    Row found =
        rows.agg(count(when(label.isNull(), 1)), min(when(strange, label)), max(label)).first();
    int told = told(rows.schema().apply(name));
    if (found.getLong(0) > 0) {
      throw wrong(name, "no value", "a class in every row");
    }
    if (!found.isNullAt(1)) {
      throw wrong(name, found.getDouble(1), "a class: a whole number from 0");
    }
    if (found.isNullAt(2)) {
      throw new UserInputException("there are no rows to train on (expected: >= 1)");
    }
    double most = found.getDouble(2);
    if (told > 0 && most >= told) {
      throw wrong(name, most, "0.." + (told - 1) + ", the classes of the column's metadata");
    }
    if (told == 0 && most >= MOST_INFERRED) {
      throw new UserInputException(
          "column "
              + name
              + " has the class "
              + most
              + " (expected: < "
              + MOST_INFERRED
              + " where its metadata tell no number of classes); give it metadata with"
              + " StringIndexer, or use WeirRegressor for numbers");
    }
    return Math.max(2, told > 0 ? told : (int) most + 1);
  }

  private static UserInputException wrong(String name, Object value, String expected) {
    return new UserInputException(
        "a row of the DataFrame, column "
            + name
            + ": "
            + value
            + " (expected: "
            + expected
            + "); repair the row, or set labelCol");
  }

  private static int told(StructField field) {
    if (!(field.dataType() instanceof NumericType)) {
      return 0; // true and false: Spark asks numbers alone for metadata
    }
    Attribute attribute = Attribute.fromStructField(field);
    if (attribute instanceof BinaryAttribute) {
      return 2;
    }
    boolean nominal = attribute instanceof NominalAttribute;
    scala.Option<?> values = nominal ? ((NominalAttribute) attribute).getNumValues() : null;
    return values != null && values.isDefined() ? (Integer) values.get() : 0;
  }
}
