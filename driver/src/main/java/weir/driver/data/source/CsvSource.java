package weir.driver.data.source;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.DataFrameReader;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import weir.driver.config.Dialect;
import weir.driver.config.TableSpec;
import weir.driver.data.row.RawColumn;
import weir.driver.data.row.RawKind;
import weir.driver.data.row.RawSchema;

/**
 * Csv files, read by Spark as trimmed texts: whether a column holds numbers is decided from all its
 * training cells, not guessed here. Empty cells and {@code ?} are missing.
 */
public final class CsvSource implements RowSource {
  /** Spark puts a line with too few or too many cells into this column. */
  private static final String CORRUPT = "_corrupt_record";

  private final SparkSession spark;
  private final TableSpec table;
  private final List<String> files;
  private final List<String> names;
  private final RawSchema schema;
  private final int weight;

  /**
   * @param labelled false when rows may come without their labels, as for prediction
   */
  public CsvSource(SparkSession spark, TableSpec table, List<String> files, boolean labelled) {
    this.spark = spark;
    this.table = table;
    this.files = List.copyOf(files);
    this.names = columnNames();
    List<RawColumn> columns = new ArrayList<>();
    for (String name : TableColumns.features(table, names)) {
      columns.add(RawColumn.scalar(name, RawKind.CELL));
    }
    List<String> targets = TableColumns.labels(table, names, labelled);
    for (String name : targets) {
      columns.add(RawColumn.scalar(name, RawKind.CELL));
    }
    this.weight = labelled ? TableColumns.weight(table, names) : -1;
    this.schema = new RawSchema(columns, targets.size(), weight >= 0);
  }

  private List<String> columnNames() {
    List<String> found = List.of(reader().csv(files.get(0)).columns());
    if (table.dialect().header()) {
      return found.stream().map(String::trim).toList();
    }
    return TableColumns.names(table, found.size(), InputPaths.shortName(files.get(0)));
  }

  private DataFrameReader reader() {
    Dialect dialect = table.dialect();
    return spark
        .read()
        .option("header", dialect.header())
        .option("sep", String.valueOf(dialect.separator()))
        .option("quote", dialect.quotes() ? "\"" : "")
        .option("escape", "\"")
        .option("encoding", dialect.charset())
        .option("enforceSchema", false)
        .option("ignoreLeadingWhiteSpace", true)
        .option("ignoreTrailingWhiteSpace", true);
  }

  /** Names of all columns of the files, read or not. */
  public List<String> names() {
    return names;
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
    StructType texts = new StructType();
    for (String name : names) {
      texts = texts.add(name, DataTypes.StringType);
    }
    int[] order =
        schema.columns().stream().mapToInt(column -> names.indexOf(column.name())).toArray();
    int corrupt = names.size();
    var weights = new CsvCursor.Weight(weight, table.roles().weight());
    String charset = table.dialect().charset();
    return reader()
        .option("mode", "PERMISSIVE")
        .option("columnNameOfCorruptRecord", CORRUPT)
        .schema(texts.add(CORRUPT, DataTypes.StringType))
        .csv(files.toArray(String[]::new))
        .queryExecution()
        .toRdd()
        .toJavaRDD()
        .mapPartitions(
            rows -> function.apply(new CsvCursor(rows, order, weights, corrupt, charset)));
  }

  @Override
  public String describe(RowPosition position) {
    return new LineFinder(
            spark.sparkContext().hadoopConfiguration(), table.dialect().header(), false)
        .describe(position);
  }
}
