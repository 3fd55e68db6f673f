package weir.driver.data.source;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.util.SerializableConfiguration;
import weir.driver.config.ColumnKind;
import weir.driver.config.TableSpec;
import weir.driver.data.row.RawColumn;
import weir.driver.data.row.RawSchema;
import weir.driver.spark.Parcel;

/**
 * Csv files after RFC 4180. A column is one of numbers or of texts: told, or guessed from the first
 * rows and proved by all of them. Folders such as {@code country=DE} are columns too.
 */
public final class CsvSource implements RowSource {
  private final SparkSession spark;
  private final List<String> files;
  private final CsvTable table;
  private final List<String> names;
  private final RawSchema schema;
  private final boolean whole;

  /**
   * @param labelled false when rows may come without their labels, as for prediction
   * @param whole true when each file is read by one task, as its cells have line breaks
   */
  public CsvSource(
      SparkSession spark, TableSpec table, FoundFiles found, boolean labelled, boolean whole) {
    this.spark = spark;
    this.files = found.files();
    Configuration conf = spark.sparkContext().hadoopConfiguration();
    CsvHead head = CsvHead.of(conf, table, files);
    this.names = names(head, found);
    List<String> read = new ArrayList<>(TableColumns.features(table, names, head.advice()));
    List<String> targets = TableColumns.labels(table, names, labelled, head.advice());
    read.addAll(targets);
    Set<String> numbers = new HashSet<>(head.numbers());
    numbers.addAll(found.folders().numbers());
    List<CsvColumn> columns = columns(read, names, numbers, table.meaning().types());
    CsvColumn weight = labelled ? weight(table.roles().weight(), names, head.advice()) : null;
    this.table =
        new CsvTable(head.reading(), columns, weight, found.folders(), table.meaning().missing());
    List<RawColumn> raw = columns.stream().map(CsvColumn::raw).toList();
    this.schema = new RawSchema(raw, targets.size(), weight != null);
    this.whole = whole || head.whole();
  }

  private static List<String> names(CsvHead head, FoundFiles found) {
    found.folders().check(head.names());
    List<String> names = new ArrayList<>(head.names());
    names.addAll(found.folders().names());
    return List.copyOf(names);
  }

  private static CsvColumn weight(String name, List<String> names, String advice) {
    if (name == null) {
      return null;
    }
    TableColumns.require(name, "data.weight", names, advice);
    return new CsvColumn(name, names.indexOf(name), ColumnKind.NUMBER, true);
  }

  private static List<CsvColumn> columns(
      List<String> read, List<String> names, Set<String> numbers, Map<String, ColumnKind> told) {
    Map<String, Integer> cells = new HashMap<>();
    for (int i = 0; i < names.size(); i++) {
      cells.put(names.get(i), i);
    }
    List<CsvColumn> columns = new ArrayList<>();
    for (String name : read) {
      ColumnKind guessed = numbers.contains(name) ? ColumnKind.NUMBER : ColumnKind.TEXT;
      ColumnKind kind = told.getOrDefault(name, guessed);
      columns.add(new CsvColumn(name, cells.get(name), kind, told.containsKey(name)));
    }
    return columns;
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
  public Set<String> guessedNumbers() {
    return table.columns().stream()
        .filter(column -> column.kind() == ColumnKind.NUMBER && !column.told())
        .map(CsvColumn::name)
        .collect(Collectors.toSet());
  }

  /** Every cell as it is; an empty one is null. */
  @Override
  public StructType originals() {
    StructType cells = new StructType();
    for (String name : names) {
      cells = cells.add(name, DataTypes.StringType);
    }
    return cells;
  }

  @Override
  public <R> JavaRDD<R> map(RowsFunction<R> function) {
    CsvTable read = table;
    if (whole) {
      return wholeFiles(read, function);
    }
    return new FileScan(spark, files)
        .lines()
        .mapPartitions(
            lines ->
                function.apply(new CsvCursor(new ScannedRecords(lines, read.reading()), read)));
  }

  private <R> JavaRDD<R> wholeFiles(CsvTable read, RowsFunction<R> function) {
    JavaSparkContext context = new JavaSparkContext(spark.sparkContext());
    var conf =
        context.broadcast(
            new SerializableConfiguration(spark.sparkContext().hadoopConfiguration()));
    return Parcel.parallelize(context, files, files.size())
        .mapPartitions(
            some -> {
              var records = new WholeRecords(some, conf.value().value(), read.reading());
              return function.apply(new CsvCursor(records, read));
            });
  }

  @Override
  public String describe(RowPosition position) {
    Configuration conf = spark.sparkContext().hadoopConfiguration();
    return whole
        ? WholeRecords.describe(conf, table.reading(), position)
        : new LineFinder(conf, table.reading().header().present(), false).describe(position);
  }
}
