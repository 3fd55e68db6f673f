package weir.driver.data.source;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.expressions.Attribute;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.GetStructField;
import org.apache.spark.sql.classic.ExpressionUtils;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import scala.Option;
import scala.jdk.javaapi.CollectionConverters;
import weir.driver.Shown;
import weir.driver.UserInputException;

/**
 * A column of a DataFrame, or a field inside its structs: {@code address.city}. It is found by its
 * exact name, never by a text that Spark would parse, so that dots, backticks and names that differ
 * by case alone are names like others.
 *
 * @param name as the user says it
 * @param type the field's own name, type and metadata
 */
record FrameField(String name, StructField type, Expression expression) {

  /**
   * Finds a column.
   *
   * @param key the option that names it, for errors
   * @throws UserInputException when there is none, or more than one
   */
  static FrameField find(Dataset<Row> rows, String name, String key) {
    List<FrameField> found = new ArrayList<>();
    StructField[] fields = rows.schema().fields();
    List<Attribute> output = CollectionConverters.asJava(rows.queryExecution().analyzed().output());
    for (int i = 0; i < fields.length; i++) {
      collect(new FrameField(name, fields[i], output.get(i)), name, found);
    }
    // A name with a dot in it goes before a path that reads alike.
    List<FrameField> exact =
        found.stream().filter(field -> field.type().name().equals(name)).toList();
    List<FrameField> best = exact.isEmpty() ? found : exact;
    if (best.size() != 1) {
      List<String> names = Arrays.asList(rows.schema().fieldNames());
      throw new UserInputException(
          key
              + "="
              + name
              + (best.isEmpty() ? " is no column" : " is the name of " + best.size() + " columns")
              + " (expected: one of "
              + Shown.names(names)
              + "); set "
              + key);
    }
    return best.get(0);
  }

  /** The fields at the end of the path {@code rest}, which begins at {@code at}. */
  private static void collect(FrameField at, String rest, List<FrameField> found) {
    String own = at.type().name();
    if (own.equals(rest)) {
      found.add(at);
    }
    if (rest.startsWith(own + ".") && at.type().dataType() instanceof StructType struct) {
      StructField[] fields = struct.fields();
      for (int i = 0; i < fields.length; i++) {
        var inner = new GetStructField(at.expression(), i, Option.apply(fields[i].name()));
        var field = new FrameField(at.name(), fields[i], inner);
        collect(field, rest.substring(own.length() + 1), found);
      }
    }
  }

  /** Selects it. */
  Column column() {
    return ExpressionUtils.column(expression);
  }
}
