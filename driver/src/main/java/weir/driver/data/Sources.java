package weir.driver.data;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.SparkSession;
import weir.driver.UserInputException;
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
import weir.driver.data.source.IdxSource;
import weir.driver.data.source.InputPaths;
import weir.driver.data.source.LibsvmSource;
import weir.driver.data.source.ParquetSource;
import weir.driver.data.source.RowSource;
import weir.driver.data.source.SequenceSource;
import weir.driver.data.source.TextSource;
import weir.tensor.Shape;

/** Opens the files of a job. */
public final class Sources {
  private Sources() {}

  /** The sets that have files of their own, all with the columns of training, which is first. */
  static Map<RowSet, RowSource> open(SparkSession spark, DataSpec data) {
    Map<RowSet, RowSource> sources = new EnumMap<>(RowSet.class);
    Opening training = new Opening(InputFiles.training(data), "data.train", true);
    RowSource source = open(spark, training);
    sources.put(RowSet.TRAINING, source);
    List<String> names = source.schema().features().stream().map(RawColumn::name).toList();
    Opening like = training.withFeatures(names);
    openMore(spark, RowSet.VALIDATION, like.at(data.validation(), "data.validation"), sources);
    openMore(spark, RowSet.TEST, like.at(data.test(), "data.test"), sources);
    return sources;
  }

  /**
   * Where the test rows lie: files of their own, or the training files, for a model whose columns
   * are known.
   */
  static Map<RowSet, RowSource> openTest(
      SparkSession spark, DataSpec data, Preparation preparation) {
    Opening training = new Opening(InputFiles.training(data), "data.train", true);
    Opening own = training.at(data.test(), "data.test");
    List<String> names = preparation.columns().stream().map(FittedColumn::name).toList();
    Map<RowSet, RowSource> sources = new EnumMap<>(RowSet.class);
    if (own.patterns().isEmpty()) {
      sources.put(RowSet.TRAINING, open(spark, training.withFeatures(names)));
    } else {
      sources.put(RowSet.TEST, open(spark, own.withFeatures(names)));
    }
    return sources;
  }

  /** Files with all their columns as features, for prediction; errors are about {@code input}. */
  public static RowSource openAll(SparkSession spark, InputFiles files, Shape input) {
    TableSpec table = files.table();
    List<String> labels = files.format() == DataFormat.TEXT ? table.labels() : List.of();
    TableSpec all = table.withLabels(labels).withFeatures(List.of());
    try {
      RowSource source = open(spark, new Opening(files.withTable(all), "input", false));
      check(source, input, "input");
      return source;
    } catch (Exception failure) {
      throw DataErrors.explain(failure, List.of());
    }
  }

  /** Files of a time series to be continued; errors are about {@code input}. */
  public static RowSource openSeries(SparkSession spark, InputFiles files, TableSpec table) {
    try {
      return open(spark, new Opening(files.withTable(table), "input", true));
    } catch (Exception failure) {
      throw DataErrors.explain(failure, List.of());
    }
  }

  private static void openMore(
      SparkSession spark, RowSet set, Opening opening, Map<RowSet, RowSource> sources) {
    if (!opening.patterns().isEmpty()) {
      RowSource source = open(spark, opening);
      check(source, sources.get(RowSet.TRAINING).input(1), opening.key());
      check(source.schema(), sources.get(RowSet.TRAINING).schema(), opening);
      sources.put(set, source);
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
   * @param labelled false when rows may come without their label
   */
  record Opening(InputFiles files, String key, boolean labelled) {

    List<String> patterns() {
      return files.paths();
    }

    Opening at(HoldOut rows, String option) {
      return new Opening(files.withPaths(rows.paths()), option, labelled);
    }

    Opening withFeatures(List<String> names) {
      TableSpec exact = files.table().withFeatures(names);
      return files.format().hasColumns()
          ? new Opening(files.withTable(exact), key, labelled)
          : this;
    }
  }

  static RowSource open(SparkSession spark, Opening opening) {
    InputFiles input = opening.files();
    if (input.format().generated()) {
      return new GeneratedSource(spark, input.format(), input.paths());
    }
    if (input.format() == DataFormat.IMAGES) {
      return new ImageSource(
          spark, input.image(), input.paths(), opening.key(), opening.labelled());
    }
    Configuration conf = spark.sparkContext().hadoopConfiguration();
    List<String> files = InputPaths.resolve(conf, opening.patterns(), opening.key());
    return switch (input.format()) {
      case CSV -> new CsvSource(spark, input.table(), files, opening.labelled());
      case LIBSVM -> new LibsvmSource(spark, files, input.table().dialect().zeroBased());
      case IDX -> new IdxSource(spark, files, opening.labelled());
      case PARQUET -> new ParquetSource(spark, input.table(), files, opening.labelled());
      case TEXT ->
          input.sequence() == null
              ? new TextSource(spark, input.table(), files, opening.labelled())
              : new SequenceSource(spark, input.table(), files, input.sequence());
      case IMAGES, DIGITS, UNIFORM -> throw new IllegalStateException(input + " was opened above");
    };
  }
}
