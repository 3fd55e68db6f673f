package weir.driver.data;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import weir.driver.UserInputException;
import weir.driver.config.ColumnRoles;
import weir.driver.config.DataFormat;
import weir.driver.config.DataSpec;
import weir.driver.config.HoldOut;
import weir.driver.config.TableSpec;
import weir.driver.data.generate.GeneratedSource;
import weir.driver.data.image.ImageSource;
import weir.driver.data.prepare.FittedColumn;
import weir.driver.data.prepare.Preparation;
import weir.driver.data.row.RawColumn;
import weir.driver.data.row.RawKind;
import weir.driver.data.row.RawSchema;
import weir.driver.data.source.CsvSource;
import weir.driver.data.source.FrameReader;
import weir.driver.data.source.FrameSource;
import weir.driver.data.source.IdxSource;
import weir.driver.data.source.InputPaths;
import weir.driver.data.source.LibsvmSource;
import weir.driver.data.source.ParquetRows;
import weir.driver.data.source.ProgramRows;
import weir.driver.data.source.RowSource;
import weir.driver.data.source.SequenceSource;
import weir.driver.data.source.TextSource;
import weir.tensor.Shape;

/** Opens the rows of a job: files, or DataFrames of a program. */
public final class Sources {
  private Sources() {}

  /** The sets that have files of their own, all with the columns of training, which is first. */
  static Map<RowSet, RowSource> open(SparkSession spark, DataSpec data, Frames frames) {
    Map<RowSet, RowSource> sources = new EnumMap<>(RowSet.class);
    Opening training = training(data, frames);
    RowSource source = open(spark, training);
    sources.put(RowSet.TRAINING, source);
    Opening like = training.like(source.schema().features());
    for (RowSet set : List.of(RowSet.VALIDATION, RowSet.TEST)) {
      HoldOut rows = set == RowSet.TEST ? data.test() : data.validation();
      if (hasOwn(rows)) {
        openMore(spark, set, like.at(set, rows, frames), sources);
      }
    }
    return sources;
  }

  private static Opening training(DataSpec data, Frames frames) {
    Dataset<Row> frame = data.format() == DataFormat.FRAME ? frames.of(RowSet.TRAINING) : null;
    return new Opening(InputFiles.training(data), frame, "data.train", true, Map.of());
  }

  private static boolean hasOwn(HoldOut rows) {
    return rows.frame() || !rows.paths().isEmpty();
  }

  /**
   * Where the test rows lie: files of their own, or the training files, for a model whose columns
   * are known.
   */
  static Map<RowSet, RowSource> openTest(
      SparkSession spark, DataSpec data, Frames frames, Preparation preparation) {
    Map<RowSet, RowSource> sources = new EnumMap<>(RowSet.class);
    if (hasOwn(data.test())) {
      var files = new Opening(InputFiles.training(data), null, "data.test", true, Map.of());
      Opening own = files.of(preparation).at(RowSet.TEST, data.test(), frames);
      sources.put(RowSet.TEST, open(spark, own));
    } else {
      sources.put(RowSet.TRAINING, open(spark, training(data, frames).of(preparation)));
    }
    return sources;
  }

  /** The rows of a DataFrame as a model takes them, for prediction: features alone. */
  public static FrameReader openFrame(Dataset<Row> rows, Preparation preparation) {
    List<String> names = preparation.columns().stream().map(FittedColumn::name).toList();
    TableSpec features = TableSpec.DEFAULT.withFeatures(names);
    return new FrameReader(rows, features, Opening.known(preparation));
  }

  /** Parquet files with all their columns, for prediction; errors are about {@code input}. */
  public static ParquetRows openParquet(SparkSession spark, List<String> paths) {
    try {
      Configuration conf = spark.sparkContext().hadoopConfiguration();
      return new ParquetRows(spark, InputPaths.resolve(conf, paths, "input"));
    } catch (Exception failure) {
      throw DataErrors.explain(failure, List.of());
    }
  }

  /** Files with all their columns as features, for prediction; errors are about {@code input}. */
  public static RowSource openAll(
      SparkSession spark, InputFiles files, Shape input, Preparation preparation) {
    TableSpec table = files.table();
    List<String> labels = files.format() == DataFormat.TEXT ? table.labels() : List.of();
    TableSpec all = table.withLabels(labels).withFeatures(List.of()).withRoles(ColumnRoles.NONE);
    try {
      var known = Opening.known(preparation);
      RowSource source =
          open(spark, new Opening(files.withTable(all), null, "input", false, known));
      check(source, input, "input");
      return source;
    } catch (Exception failure) {
      throw DataErrors.explain(failure, List.of());
    }
  }

  /** Files of a time series to be continued; errors are about {@code input}. */
  public static RowSource openSeries(SparkSession spark, InputFiles files, TableSpec table) {
    try {
      return open(spark, new Opening(files.withTable(table), null, "input", true, Map.of()));
    } catch (Exception failure) {
      throw DataErrors.explain(failure, List.of());
    }
  }

  /** The rows of a DataFrame as a time series to be continued. */
  public static RowSource openSeries(Dataset<Row> rows, TableSpec table, Preparation preparation) {
    return new FrameSource(new ProgramRows(rows), table, true, Opening.known(preparation));
  }

  private static void openMore(
      SparkSession spark, RowSet set, Opening opening, Map<RowSet, RowSource> sources) {
    RowSource source = open(spark, opening);
    check(source, sources.get(RowSet.TRAINING).input(1), opening.key());
    check(source.schema(), sources.get(RowSet.TRAINING).schema(), opening);
    sources.put(set, source);
  }

  /** Fails when images are not of the shape of those that were trained on. */
  static void check(RowSource source, Shape expected, String key) {
    Shape found = source.input(expected.size());
    if (found.rank() == 3 && expected.rank() == 3 && !found.equals(expected)) {
      throw new UserInputException(
          key
              + ": "
              + source.files().get(0)
              + " is "
              + found
              + " (expected: "
              + expected
              + ", [height, width, channels] of the training images); set data.image or "
              + key);
    }
  }

  private static void check(RawSchema schema, RawSchema expected, Opening opening) {
    for (int i = 0; i < schema.columns().size(); i++) {
      RawColumn column = schema.columns().get(i);
      RawColumn wanted = expected.columns().get(i);
      boolean sameWidth = column.width() == wanted.width() || column.kind() == RawKind.SPARSE;
      if (column.kind() != wanted.kind() || !sameWidth) {
        throw new UserInputException(
            opening.key()
                + ": column "
                + column.name()
                + " is "
                + column
                + " (expected: "
                + wanted
                + ", as in the training rows); set "
                + opening.key());
      }
    }
  }

  /**
   * What to open.
   *
   * @param frame the rows of format frame; null where they are in files
   * @param labelled false when rows may come without their label
   * @param known how columns of many numbers are kept, by name; of those that are known
   */
  private record Opening(
      InputFiles files,
      Dataset<Row> frame,
      String key,
      boolean labelled,
      Map<String, RawColumn> known) {

    static Map<String, RawColumn> known(Preparation preparation) {
      Map<String, RawColumn> known = new HashMap<>();
      for (FittedColumn column : preparation.columns()) {
        switch (column.kind()) {
          case VECTOR ->
              known.put(
                  column.name(), new RawColumn(column.name(), RawKind.FLOATS, column.width()));
          case SPARSE ->
              known.put(
                  column.name(), new RawColumn(column.name(), RawKind.SPARSE, column.width()));
          case NUMBER -> known.put(column.name(), RawColumn.scalar(column.name(), RawKind.NUMBER));
          case TEXT, IDS, HASHED ->
              known.put(column.name(), RawColumn.scalar(column.name(), RawKind.TEXT));
          case BYTES -> {}
        }
      }
      return known;
    }

    Opening at(RowSet set, HoldOut rows, Frames frames) {
      String option = "data." + set.name().toLowerCase(Locale.ROOT);
      return new Opening(
          files.withPaths(rows.paths()),
          rows.frame() ? frames.of(set) : null,
          option,
          labelled,
          known);
    }

    Opening like(List<RawColumn> features) {
      Map<String, RawColumn> columns =
          features.stream().collect(Collectors.toMap(RawColumn::name, column -> column));
      return with(features.stream().map(RawColumn::name).toList(), columns);
    }

    Opening of(Preparation preparation) {
      List<String> names = preparation.columns().stream().map(FittedColumn::name).toList();
      return with(names, known(preparation));
    }

    private Opening with(List<String> names, Map<String, RawColumn> columns) {
      TableSpec exact = files.table().withFeatures(names);
      return files.format().hasColumns()
          ? new Opening(files.withTable(exact), frame, key, labelled, columns)
          : this;
    }
  }

  private static FrameSource frame(Opening opening) {
    return new FrameSource(
        new ProgramRows(opening.frame()),
        opening.files().table(),
        opening.labelled(),
        opening.known());
  }

  private static RowSource open(SparkSession spark, Opening opening) {
    InputFiles input = opening.files();
    if (input.format() == DataFormat.FRAME) {
      if (opening.frame() == null) {
        throw new UserInputException(
            opening.key()
                + "="
                + String.join(", ", input.paths())
                + ": the model learned from a DataFrame, which tells no format of files (expected:"
                + " --format csv, parquet …, or a name that tells it)");
      }
      return frame(opening);
    }
    if (input.format().generated()) {
      return new GeneratedSource(spark, input.format(), input.paths());
    }
    if (input.format() == DataFormat.IMAGES) {
      return new ImageSource(
          spark, input.image(), input.paths(), opening.key(), opening.labelled());
    }
    Configuration conf = spark.sparkContext().hadoopConfiguration();
    List<String> files = InputPaths.resolve(conf, input.paths(), opening.key());
    return switch (input.format()) {
      case CSV -> new CsvSource(spark, input.table(), files, opening.labelled());
      case LIBSVM -> new LibsvmSource(spark, files);
      case IDX -> new IdxSource(spark, files, opening.labelled());
      case PARQUET ->
          new FrameSource(
              new ParquetRows(spark, files), input.table(), opening.labelled(), opening.known());
      case TEXT ->
          input.sequence() == null
              ? new TextSource(spark, input.table(), files, opening.labelled())
              : new SequenceSource(spark, input.table(), files, input.sequence());
      case IMAGES, DIGITS, UNIFORM, FRAME ->
          throw new IllegalStateException(input + " was opened above");
    };
  }
}
