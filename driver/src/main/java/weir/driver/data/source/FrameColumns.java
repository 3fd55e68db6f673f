package weir.driver.data.source;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructField;
import weir.driver.UserInputException;
import weir.driver.config.ColumnKind;
import weir.driver.config.ColumnRoles;
import weir.driver.config.MeaningSpec;
import weir.driver.config.TableSpec;
import weir.driver.data.row.RawColumn;

/** The columns of a DataFrame that a job reads. Used on the driver. */
final class FrameColumns {
  private static final String LEARNED = "numbers, texts, arrays of numbers or vectors";

  private final Dataset<Row> rows;
  private final MeaningSpec meaning;
  private final Map<String, ColumnKind> kinds = new HashMap<>();
  private final List<FrameField> features = new ArrayList<>();
  private final List<FrameField> labels = new ArrayList<>();
  private final FrameField weight;
  private final FrameField orderBy;

  FrameColumns(FrameRows frame, TableSpec table, boolean labelled) {
    this.rows = frame.rows();
    this.meaning = table.meaning();
    frame.numbers().forEach(name -> kinds.put(name, ColumnKind.NUMBER));
    kinds.putAll(meaning.types());
    List<String> names = table.features().isEmpty() ? others(table, labelled) : table.features();
    names.forEach(name -> features.add(FrameField.find(rows, name, "data.features")));
    for (String name : table.labels()) {
      if (labelled || Arrays.asList(rows.columns()).contains(name)) {
        labels.add(label(FrameField.find(rows, name, "data.label")));
      }
    }
    ColumnRoles roles = table.roles();
    boolean weighted = labelled && roles.weight() != null;
    weight = weighted ? weight(FrameField.find(rows, roles.weight(), "data.weight")) : null;
    orderBy =
        roles.orderBy() == null ? null : FrameField.find(rows, roles.orderBy(), "data.orderBy");
  }

  /** All columns without a role; where rows are only shown, those that can be read. */
  private List<String> others(TableSpec table, boolean labelled) {
    boolean shown = !labelled && table.labels().isEmpty();
    return Arrays.stream(rows.schema().fields())
        .filter(field -> !shown || FrameColumn.isKnown(field.dataType()))
        .map(StructField::name)
        .filter(name -> !table.labels().contains(name) && !table.roles().contains(name))
        .toList();
  }

  private static FrameField label(FrameField field) {
    DataType type = field.type().dataType();
    if (FrameColumn.isVector(type) || FrameColumn.isArray(type)) {
      throw refused("data.label", field, "one number or text; several labels are several columns");
    }
    return known("data.label", field);
  }

  private static FrameField weight(FrameField field) {
    if (!FrameColumn.isNumber(field.type().dataType())) {
      throw refused("data.weight", field, "numbers");
    }
    return field;
  }

  private static FrameField known(String key, FrameField field) {
    if (!FrameColumn.isKnown(field.type().dataType())) {
      throw refused(key, field, LEARNED + advice(field.type().dataType()));
    }
    return field;
  }

  private static String advice(DataType type) {
    return switch (type.typeName()) {
      case "date", "timestamp", "timestamp_ntz" ->
          "; functions such as unix_date, unix_seconds, month and dayofweek make numbers of it";
      default -> "";
    };
  }

  private static UserInputException refused(String key, FrameField field, String expected) {
    return new UserInputException(
        "column "
            + field.name()
            + " of type "
            + field.type().dataType().catalogString()
            + " (expected: "
            + expected
            + "); set "
            + key);
  }

  /** What is read, in the order of {@link #schema}. */
  Column[] selected() {
    return Stream.of(features, labels, listed(weight), listed(orderBy))
        .flatMap(List::stream)
        .map(FrameField::column)
        .toArray(Column[]::new);
  }

  private static List<FrameField> listed(FrameField field) {
    return field == null ? List.of() : List.of(field);
  }

  /** Kinds and widths; may read the rows to decide those of vectors that are not known. */
  FrameSchema schema(Map<String, RawColumn> known) {
    List<FrameColumn> columns = new ArrayList<>();
    for (FrameField field : features) {
      columns.add(column(known("data.features", field), known));
    }
    labels.forEach(field -> columns.add(labelColumn(field)));
    return new FrameSchema(
        columns,
        labels.size(),
        weight == null ? null : scalar(weight, Map.of()),
        orderBy == null ? null : scalar(orderBy, Map.of()),
        meaning.missing());
  }

  /** False and true are classes by these names, unless numbers are wanted. */
  private FrameColumn labelColumn(FrameField field) {
    DataType type = field.type().dataType();
    ColumnKind own = type instanceof BooleanType ? ColumnKind.TEXT : null;
    return FrameColumn.scalar(field.name(), type, kinds.getOrDefault(field.name(), own));
  }

  private static FrameColumn scalar(FrameField field, Map<String, ColumnKind> told) {
    return FrameColumn.scalar(field.name(), field.type().dataType(), told.get(field.name()));
  }

  private FrameColumn column(FrameField field, Map<String, RawColumn> known) {
    DataType type = field.type().dataType();
    if (!FrameColumn.isVector(type) && !FrameColumn.isArray(type)) {
      return scalar(field, kinds);
    }
    if (meaning.types().containsKey(field.name())) {
      throw refused("data.types", field, "one number or text a row, to be told which");
    }
    RawColumn raw = known.get(field.name());
    if (raw != null && raw.kind().isScalar()) {
      throw refused("data.features", field, "one number or text, as in training");
    }
    return new FrameColumn(raw == null ? FrameWidths.decide(rows, field) : raw, type);
  }
}
