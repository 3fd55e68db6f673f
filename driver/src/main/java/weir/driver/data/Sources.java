package weir.driver.data;

import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import weir.driver.Shown;
import weir.driver.UserInputException;
import weir.driver.config.ColumnKind;
import weir.driver.config.ColumnRoles;
import weir.driver.config.DataFormat;
import weir.driver.config.DataSpec;
import weir.driver.config.HoldOut;
import weir.driver.config.MeaningSpec;
import weir.driver.config.TableSpec;
import weir.driver.data.generate.GeneratedSource;
import weir.driver.data.image.ImageSource;
import weir.driver.data.prepare.FittedColumn;
import weir.driver.data.prepare.Preparation;
import weir.driver.data.row.RawColumn;
import weir.driver.data.row.RawKind;
import weir.driver.data.row.RawSchema;
import weir.driver.data.source.BadRowException;
import weir.driver.data.source.CsvSource;
import weir.driver.data.source.FoundFiles;
import weir.driver.data.source.FrameReader;
import weir.driver.data.source.FrameRows;
import weir.driver.data.source.FrameSource;
import weir.driver.data.source.IdxSource;
import weir.driver.data.source.LibsvmSource;
import weir.driver.data.source.ParquetRows;
import weir.driver.data.source.ProgramRows;
import weir.driver.data.source.RowCursor;
import weir.driver.data.source.RowSource;
import weir.driver.data.source.SequenceSource;
import weir.driver.data.source.TextSource;
import weir.tensor.Shape;

/** Opens the rows of a job: files, or DataFrames of a program. */
public final class Sources {
  private Sources() {}

  /** The sets that have files of their own, all with the columns of training, which is first. */
  static Map<RowSet, RowSource> open(
      SparkSession spark, DataSpec data, Frames frames, boolean whole) {
    Map<RowSet, RowSource> sources = new EnumMap<>(RowSet.class);
    Opening training = training(data, frames, whole);
    RowSource source = open(spark, training);
    checkTypes(data, source.schema());
    sources.put(RowSet.TRAINING, source);
    Opening like = training.like(source.schema());
    for (RowSet set : List.of(RowSet.VALIDATION, RowSet.TEST)) {
      HoldOut rows = set == RowSet.TEST ? data.test() : data.validation();
      if (hasOwn(rows)) {
        openMore(spark, set, like.at(set, rows, frames), sources);
      }
    }
    return sources;
  }

  private static Opening training(DataSpec data, Frames frames, boolean whole) {
    Dataset<Row> frame = data.format() == DataFormat.FRAME ? frames.of(RowSet.TRAINING) : null;
    return new Opening(InputFiles.training(data), frame, "data.train", true, whole, Map.of());
  }

  private static boolean hasOwn(HoldOut rows) {
    return rows.frame() || !rows.paths().isEmpty();
  }

  /**
   * Where the test rows lie: files of their own, or the training files, for a model whose columns
   * are known.
   */
  static Map<RowSet, RowSource> openTest(
      SparkSession spark, DataSpec data, Frames frames, Preparation preparation, boolean whole) {
    Map<RowSet, RowSource> sources = new EnumMap<>(RowSet.class);
    if (hasOwn(data.test())) {
      var files = new Opening(InputFiles.training(data), null, "data.test", true, whole, Map.of());
      Opening own = files.of(preparation).at(RowSet.TEST, data.test(), frames).called("data");
      sources.put(RowSet.TEST, openOwn(spark, own));
    } else {
      sources.put(RowSet.TRAINING, open(spark, training(data, frames, whole).of(preparation)));
    }
    return sources;
  }

  /** Rows with typed columns as a model takes them, for prediction: features alone. */
  public static FrameReader openFrame(
      FrameRows frame, MeaningSpec meaning, Preparation preparation) {
    List<String> names = preparation.columns().stream().map(FittedColumn::name).toList();
    TableSpec features =
        TableSpec.DEFAULT.withFeatures(names).withMeaning(meaning.withTypes(preparation.kinds()));
    return new FrameReader(frame, features, Opening.known(preparation));
  }

  /** Files with all their columns as features, for prediction; errors are about {@code input}. */
  public static RowSource openAll(
      SparkSession spark, InputFiles files, Shape input, Preparation preparation) {
    TableSpec table = files.table();
    List<String> labels = files.format() == DataFormat.TEXT ? table.labels() : List.of();
    TableSpec all =
        table
            .withLabels(labels)
            .withFeatures(List.of())
            .withRoles(ColumnRoles.NONE)
            .withMeaning(table.meaning().withTypes(preparation.kinds()));
    try {
      var known = Opening.known(preparation);
      RowSource source =
          openOnce(spark, new Opening(files.withTable(all), null, "input", false, false, known));
      check(source, input, "input");
      return source;
    } catch (Exception failure) {
      throw DataErrors.explain(failure, List.of());
    }
  }

  /** Files of a time series to be continued; errors are about {@code input}. */
  public static RowSource openSeries(SparkSession spark, InputFiles files, TableSpec table) {
    try {
      return openOnce(
          spark, new Opening(files.withTable(table), null, "input", true, false, Map.of()));
    } catch (Exception failure) {
      throw DataErrors.explain(failure, List.of());
    }
  }

  /** For rows that are read when nobody can open them anew: whether cells have line breaks. */
  private static RowSource openOnce(SparkSession spark, Opening opening) {
    RowSource source = open(spark, opening);
    InputFiles files = opening.files();
    if (files.format() != DataFormat.CSV || !files.table().dialect().quotes()) {
      return source;
    }
    try {
      source.map(Sources::pass).count();
    } catch (Exception failure) {
      if (DataErrors.isOpenQuote(failure)) {
        return open(spark, opening.read(true));
      }
      throw failure;
    }
    return source;
  }

  /** Cells are cut, and no more; bad rows are judged when they are read. */
  private static Iterator<Long> pass(RowCursor rows) {
    boolean more = true;
    while (more) {
      try {
        more = rows.next();
      } catch (BadRowException bad) {
        // The next row may be a good one.
      }
    }
    return Collections.emptyIterator();
  }

  private static void checkTypes(DataSpec data, RawSchema schema) {
    List<String> names = schema.columns().stream().map(RawColumn::name).toList();
    for (String name : new TreeSet<>(data.table().meaning().types().keySet())) {
      if (!names.contains(name)) {
        String key = data.table().labels().contains(name) ? "data.label" : "data.types";
        throw new UserInputException(
            key
                + " names column "
                + name
                + " (expected: one of "
                + Shown.names(names)
                + ", the columns that are read); set "
                + key);
      }
    }
  }

  /** The rows of a DataFrame as a time series to be continued. */
  public static RowSource openSeries(Dataset<Row> rows, TableSpec table, Preparation preparation) {
    return new FrameSource(new ProgramRows(rows), table, true, Opening.known(preparation));
  }

  private static void openMore(
      SparkSession spark, RowSet set, Opening opening, Map<RowSet, RowSource> sources) {
    RowSource source = openOwn(spark, opening);
    check(source, sources.get(RowSet.TRAINING).input(1), opening.key());
    check(source.schema(), sources.get(RowSet.TRAINING).schema(), opening);
    sources.put(set, source);
  }

  /** Columns are known here: when one is not there, it is for lack of it in these rows. */
  private static RowSource openOwn(SparkSession spark, Opening opening) {
    try {
      return open(spark, opening);
    } catch (UserInputException e) {
      String message = e.getMessage();
      throw message.startsWith(opening.key())
          ? e
          : new UserInputException(opening.key() + ": " + message, e);
    }
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
   * @param whole true when each csv file is read by one task
   * @param known how columns of many numbers are kept, by name; of those that are known
   */
  private record Opening(
      InputFiles files,
      Dataset<Row> frame,
      String key,
      boolean labelled,
      boolean whole,
      Map<String, RawColumn> known) {

    /** What the rows of a model hold. */
    static Map<String, RawColumn> known(Preparation preparation) {
      Map<String, RawColumn> known = new HashMap<>();
      preparation
          .kinds()
          .forEach((name, kind) -> known.put(name, RawColumn.scalar(name, RawKind.of(kind))));
      for (FittedColumn column : preparation.columns()) {
        String name = column.name();
        switch (column.kind()) {
          case VECTOR -> known.put(name, new RawColumn(name, RawKind.VECTOR, column.width()));
          case SPARSE -> known.put(name, new RawColumn(name, RawKind.SPARSE, column.width()));
          case NUMBER, CATEGORY, IDS, HASHED, BYTES -> {}
        }
      }
      return known;
    }

    Opening read(boolean whole) {
      return new Opening(files, frame, key, labelled, whole, known);
    }

    Opening at(RowSet set, HoldOut rows, Frames frames) {
      String option = "data." + set.name().toLowerCase(Locale.ROOT);
      return new Opening(
          files.withPaths(rows.paths()),
          rows.frame() ? frames.of(set) : null,
          option,
          labelled,
          whole,
          known);
    }

    /** Errors are about {@code option}. */
    Opening called(String option) {
      return new Opening(files, frame, option, labelled, whole, known);
    }

    /** With the columns of the training rows. */
    Opening like(RawSchema schema) {
      Map<String, RawColumn> columns =
          schema.columns().stream()
              .collect(Collectors.toMap(RawColumn::name, column -> column, (one, same) -> one));
      return with(schema.features().stream().map(RawColumn::name).toList(), columns);
    }

    Opening of(Preparation preparation) {
      List<String> names = preparation.columns().stream().map(FittedColumn::name).toList();
      return with(names, known(preparation));
    }

    private Opening with(List<String> names, Map<String, RawColumn> columns) {
      TableSpec exact = files.table().withFeatures(names);
      exact = exact.withMeaning(exact.meaning().withTypes(types(columns)));
      return files.format().hasColumns()
          ? new Opening(files.withTable(exact), frame, key, labelled, whole, columns)
          : this;
    }

    private static Map<String, ColumnKind> types(Map<String, RawColumn> columns) {
      Map<String, ColumnKind> types = new TreeMap<>();
      columns.forEach(
          (name, column) -> {
            if (column.kind().isScalar()) {
              types.put(name, column.kind().of());
            }
          });
      return types;
    }
  }

  private static FrameSource frame(Opening opening) {
    return new FrameSource(
        new ProgramRows(opening.frame()),
        opening.files().table(),
        opening.labelled(),
        opening.known());
  }

  /** The rows of Parquet files, with all their columns; errors are about {@code input}. */
  public static FrameRows openParquet(SparkSession spark, List<String> paths) {
    Configuration conf = spark.sparkContext().hadoopConfiguration();
    try {
      return new ParquetRows(spark, FoundFiles.of(conf, paths, "input"));
    } catch (Exception failure) {
      throw DataErrors.explain(failure, List.of());
    }
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
                + " their format, such as csv, or a name that tells it)");
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
    FoundFiles found = FoundFiles.of(conf, input.paths(), opening.key());
    List<String> files = found.files();
    return switch (input.format()) {
      case CSV -> new CsvSource(spark, input.table(), found, opening.labelled(), opening.whole());
      case LIBSVM -> new LibsvmSource(spark, files, input.table());
      case IDX -> new IdxSource(spark, files, opening.labelled());
      case PARQUET ->
          new FrameSource(
              new ParquetRows(spark, found), input.table(), opening.labelled(), opening.known());
      case TEXT ->
          input.sequence() == null
              ? new TextSource(spark, input.table(), files, opening.labelled())
              : new SequenceSource(spark, input.table(), files, input.sequence());
      case IMAGES, DIGITS, UNIFORM, FRAME ->
          throw new IllegalStateException(input + " was opened above");
    };
  }
}
