package weir.driver.data.source;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import weir.driver.UserInputException;
import weir.driver.config.TableSpec;
import weir.driver.data.row.RawColumn;
import weir.driver.data.row.RawKind;
import weir.driver.data.row.RawSchema;

/** Parquet files: numbers, texts, arrays of numbers, vectors of Spark ML. */
public final class ParquetSource implements RowSource {
  /** Spark's own column: the position of a row in its file. */
  private static final String ROW_INDEX = "_metadata.row_index";

  private final SparkSession spark;
  private final List<String> files;
  private final RawSchema schema;
  private final List<ParquetColumn> columns;

  /**
   * @param labelled false when rows may come without their labels, as for prediction
   */
  public ParquetSource(SparkSession spark, TableSpec table, List<String> files, boolean labelled) {
    this.spark = spark;
    this.files = List.copyOf(files);
    Dataset<Row> rows = rows();
    List<String> names = List.of(rows.columns());
    List<String> read = new ArrayList<>(TableColumns.features(table, names));
    if (!labelled && table.labels().isEmpty()) {
      read.removeIf(name -> !ParquetColumn.isKnown(rows.schema().apply(name)));
    }
    List<String> targets = TableColumns.labels(table, names, labelled);
    read.addAll(targets);
    this.columns = columns(rows, read);
    List<RawColumn> raw = columns.stream().map(ParquetColumn::raw).toList();
    this.schema = new RawSchema(raw, targets.size());
    checkLabels();
    if (schema.features().size() > 1
        && schema.features().stream().anyMatch(column -> column.kind() == RawKind.SPARSE)) {
      throw new UserInputException(
          "data.features="
              + schema.features().stream().map(RawColumn::name).toList()
              + " mixes a sparse vector with other columns (expected: the vector alone);"
              + " set data.features");
    }
  }

  private void checkLabels() {
    for (RawColumn column : schema.columns().subList(schema.firstLabel(), columns.size())) {
      if (!column.kind().isScalar()) {
        throw new UserInputException(
            "data.label="
                + column.name()
                + " holds "
                + column.width()
                + " numbers a row (expected: one; several labels are several columns);"
                + " set data.label");
      }
    }
  }

  private Dataset<Row> rows() {
    return new FileScan(spark, files).parquet();
  }

  private static List<ParquetColumn> columns(Dataset<Row> rows, List<String> names) {
    StructType types = rows.schema();
    List<StructField> fields = names.stream().map(name -> types.apply(name)).toList();
    InternalRow first = null;
    if (fields.stream().anyMatch(field -> !ParquetColumn.isScalar(field))) {
      List<InternalRow> taken =
          select(rows, names).queryExecution().toRdd().toJavaRDD().map(InternalRow::copy).take(1);
      if (taken.isEmpty()) {
        throw new UserInputException("the parquet files have no rows (expected: rows)");
      }
      first = taken.get(0);
    }
    List<ParquetColumn> columns = new ArrayList<>();
    for (int i = 0; i < fields.size(); i++) {
      columns.add(ParquetColumn.of(fields.get(i), first, i));
    }
    return columns;
  }

  private static Dataset<Row> select(Dataset<Row> rows, List<String> names) {
    Column[] columns =
        names.stream().map(name -> functions.col("`" + name + "`")).toArray(Column[]::new);
    return rows.select(columns);
  }

  @Override
  public RawSchema schema() {
    return schema;
  }

  @Override
  public List<String> files() {
    return files;
  }

  @Override
  public <R> JavaRDD<R> map(RowsFunction<R> function) {
    List<Column> selected = new ArrayList<>();
    schema.columns().forEach(column -> selected.add(functions.col("`" + column.name() + "`")));
    selected.add(functions.col(ROW_INDEX));
    List<ParquetColumn> read = columns;
    return rows()
        .select(selected.toArray(Column[]::new))
        .queryExecution()
        .toRdd()
        .toJavaRDD()
        .mapPartitions(rows -> function.apply(new ParquetCursor(rows, read)));
  }

  @Override
  public String describe(RowPosition position) {
    return InputPaths.shortName(position.file()) + " row " + (position.sequence() + 1);
  }
}
