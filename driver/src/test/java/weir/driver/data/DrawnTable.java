package weir.driver.data;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * A table drawn by lot: columns of several types under strange names, and rows of strange values.
 */
final class DrawnTable {
  static final String LABEL = "label";
  private static final int MOST_CLASSES = 5;
  static final String MISSING = "(none)";
  private static final String KEY = "key";

  private static final List<String> NAMES =
      List.of("a.b", "x`y", "Größe", "a b", "q\"q", "c,d", "prediction", "_c0", "B", "日本");
  private static final List<String> TEXTS =
      List.of(
          "plain",
          " kept ",
          "6\" pipe, long",
          "two\nlines",
          "two\r\nlines",
          "one\rline",
          "007",
          "1.50",
          "1e3",
          "NA",
          "?",
          "null",
          "inf",
          "ü€😀",
          "\u00a0",
          "\u2028",
          "\"",
          "\"\"",
          ",",
          "'",
          "#",
          "\t",
          "a\tb",
          "\\",
          "\\\"",
          "\u0085x",
          "x\u0000y",
          "=1",
          "-",
          " ");
  private static final double[] NUMBERS = {
    0,
    -0.0,
    1,
    -1,
    0.1,
    1.0 / 3,
    1e15,
    9007199254740993.0,
    1e21,
    -1e21,
    1e30,
    4.9e-324,
    -2.5e-310,
    123456.789,
    1e-7,
    3.4e37,
    Long.MAX_VALUE,
    Integer.MIN_VALUE
  };
  private static final double[] EXTREME = {
    Double.MAX_VALUE,
    -Double.MAX_VALUE,
    Double.MIN_VALUE,
    Double.NaN,
    Double.NEGATIVE_INFINITY,
    -0.0
  };
  private static final List<DataType> FEATURES =
      List.of(
          DataTypes.DoubleType,
          DataTypes.StringType,
          DataTypes.LongType,
          DataTypes.IntegerType,
          DataTypes.FloatType,
          DataTypes.createDecimalType(22, 4));
  private static final List<DataType> LABELS =
      List.of(DataTypes.LongType, DataTypes.StringType, DataTypes.createDecimalType(30, 0));

  private final SplittableRandom random;
  private final StructType schema;
  private int classes;
  private final int features;
  private final List<Object[]> rows = new ArrayList<>();

  DrawnTable(SplittableRandom random) {
    this.random = random;
    List<String> names = new ArrayList<>(NAMES);
    Collections.shuffle(names, new java.util.Random(random.nextLong()));
    features = 1 + random.nextInt(5);
    StructType type = new StructType();
    for (int i = 0; i < features; i++) {
      type = type.add(names.get(i), FEATURES.get(random.nextInt(FEATURES.size())));
    }
    DataType label = LABELS.get(random.nextInt(LABELS.size()));
    schema =
        type.add(LABEL, label)
            .add("extreme", DataTypes.DoubleType)
            .add("day", DataTypes.DateType)
            .add("yes", DataTypes.BooleanType)
            .add(KEY, DataTypes.LongType);
    draw(label);
  }

  private void draw(DataType label) {
    Object[] labels = labels(label);
    classes = labels.length;
    int count = 8 + random.nextInt(30);
    for (int row = 0; row < count; row++) {
      Object[] values = new Object[schema.size()];
      for (int i = 0; i < features; i++) {
        boolean known = row == 0 || random.nextInt(6) > 0;
        values[i] = known ? value(schema.fields()[i].dataType()) : null;
      }
      values[features] = labels[row % labels.length];
      values[features + 1] = random.nextBoolean() ? EXTREME[random.nextInt(EXTREME.length)] : null;
      values[features + 2] = java.sql.Date.valueOf("2024-02-" + (10 + random.nextInt(19)));
      values[features + 3] = random.nextBoolean();
      values[features + 4] = 1234567890123456000L + row;
      rows.add(values);
      if (random.nextInt(5) == 0) {
        Object[] again = values.clone();
        again[features + 4] = 1234567890123457000L + row;
        rows.add(again);
      }
    }
    Collections.shuffle(rows, new java.util.Random(random.nextLong()));
  }

  /** Two to five, different. */
  private Object[] labels(DataType type) {
    long first = random.nextBoolean() ? random.nextLong() / 2 : random.nextInt(9);
    int count = 2 + random.nextInt(MOST_CLASSES - 1);
    return IntStream.range(0, count)
        .mapToObj(
            i ->
                switch (type.typeName()) {
                  case "long" -> (Object) (first + i);
                  case "string" -> TEXTS.get((int) Math.floorMod(first + i, TEXTS.size() - 1L));
                  default ->
                      new BigDecimal(BigInteger.TEN.pow(25).add(BigInteger.valueOf(first + i)));
                })
        .toArray();
  }

  private Object value(DataType type) {
    double number = NUMBERS[random.nextInt(NUMBERS.length)];
    return switch (type.typeName()) {
      case "double" -> random.nextBoolean() ? number : random.nextDouble() * 1e6;
      case "string" -> TEXTS.get(random.nextInt(TEXTS.size()));
      case "long" -> random.nextBoolean() ? random.nextLong() : random.nextLong(100);
      case "integer" -> random.nextInt();
      case "float" -> random.nextBoolean() ? (float) number : (float) random.nextDouble();
      default -> BigDecimal.valueOf(random.nextLong(), 4);
    };
  }

  /** How many labels there are. */
  int classes() {
    return classes;
  }

  StructType schema() {
    return schema;
  }

  String[] features() {
    return Arrays.copyOf(schema.fieldNames(), features);
  }

  /** Columns of texts, which csv files do not tell. */
  String[] texts() {
    return Arrays.stream(schema.fields())
        .filter(field -> field.dataType().equals(DataTypes.StringType))
        .map(field -> field.name())
        .toArray(String[]::new);
  }

  /** The rows in other partitions each time, some of them empty. */
  Dataset<Row> frame() {
    List<Row> all = rows.stream().map(RowFactory::create).toList();
    Dataset<Row> frame = Tables.SPARK.createDataFrame(all, schema);
    Dataset<Row> some = frame.repartition(1 + random.nextInt(5));
    return random.nextBoolean() ? some.union(some.where("false")) : some;
  }

  /** Rows with their columns, by their keys; other columns are left out. */
  List<String> sorted(Dataset<Row> frame) {
    int key = features + 4;
    return frame.collectAsList().stream()
        .sorted((a, b) -> Long.compare(a.getLong(key), b.getLong(key)))
        .map(row -> IntStream.range(0, schema.size()).mapToObj(row::get).toList().toString())
        .toList();
  }

  /** The cells of csv files, null and empty ones alike. */
  List<List<String>> cells() {
    return rows.stream().map(row -> Arrays.stream(row).map(DrawnTable::text).toList()).toList();
  }

  private static String text(Object value) {
    if (value instanceof BigDecimal number) {
      return number.toPlainString();
    }
    if (value instanceof Float single) {
      return Double.toString(single);
    }
    return value == null ? "" : value.toString();
  }

  /** Some files, among them such without rows. */
  String writeCsv(Path folder) throws IOException {
    Files.createDirectory(folder);
    int files = 1 + random.nextInt(4);
    String header = line(Arrays.asList(schema.fieldNames()));
    List<List<String>> cells = cells();
    for (int file = 0; file < files; file++) {
      StringBuilder lines = new StringBuilder(random.nextBoolean() ? "\ufeff" : "").append(header);
      cells
          .subList(cells.size() * file / files, cells.size() * (file + 1) / files)
          .forEach(row -> lines.append(line(row)));
      Files.writeString(folder.resolve("part-" + file + ".csv"), lines);
      if (random.nextBoolean()) {
        String nothing = random.nextBoolean() ? header : "";
        Files.writeString(folder.resolve("part-" + file + "-none.csv"), nothing);
      }
    }
    return folder.toString();
  }

  private String line(List<String> cells) {
    String end = random.nextBoolean() ? "\r\n" : "\n";
    return String.join(",", cells.stream().map(this::cell).toList()) + end;
  }

  private String cell(String text) {
    boolean plain =
        text.equals(text.strip()) && text.chars().noneMatch(c -> c <= ' ' || c == ',' || c == '"');
    return plain && random.nextBoolean() ? text : '"' + text.replace("\"", "\"\"") + '"';
  }
}
