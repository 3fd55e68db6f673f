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
import weir.driver.data.source.TextSource;

/** Opens the files of a job. */
public final class Sources {
  private Sources() {}

  /** The sets that have files of their own, all with the columns of training, which is first. */
  static Map<RowSet, RowSource> open(SparkSession spark, DataSpec data) {
    Map<RowSet, RowSource> sources = new EnumMap<>(RowSet.class);
    Opening training = new Opening(data.format(), data.table(), data.train(), "data.train", true);
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
    Opening training = new Opening(data.format(), data.table(), data.train(), "data.train", true);
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
  public static RowSource openAll(
      SparkSession spark, DataFormat format, TableSpec table, List<String> paths) {
    List<String> labels = format == DataFormat.TEXT ? table.labels() : List.of();
    TableSpec all = table.withLabels(labels).withFeatures(List.of());
    try {
      return open(spark, new Opening(format, all, paths, "input", false));
    } catch (Exception failure) {
      throw DataErrors.explain(failure, List.of());
    }
  }

  private static void openMore(
      SparkSession spark, RowSet set, Opening opening, Map<RowSet, RowSource> sources) {
    if (!opening.patterns().isEmpty()) {
      RowSource source = open(spark, opening);
      check(source.schema(), sources.get(RowSet.TRAINING).schema(), opening);
      sources.put(set, source);
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
  record Opening(
      DataFormat format, TableSpec table, List<String> patterns, String key, boolean labelled) {

    Opening at(HoldOut rows, String option) {
      return new Opening(format, table, rows.paths(), option, labelled);
    }

    Opening withFeatures(List<String> names) {
      boolean named = format == DataFormat.CSV || format == DataFormat.PARQUET;
      return named ? new Opening(format, table.withFeatures(names), patterns, key, labelled) : this;
    }
  }

  static RowSource open(SparkSession spark, Opening opening) {
    if (opening.format().generated()) {
      return new GeneratedSource(spark, opening.format(), opening.patterns());
    }
    Configuration conf = spark.sparkContext().hadoopConfiguration();
    List<String> files = InputPaths.resolve(conf, opening.patterns(), opening.key());
    return switch (opening.format()) {
      case CSV -> new CsvSource(spark, opening.table(), files, opening.labelled());
      case LIBSVM -> new LibsvmSource(spark, files);
      case IDX -> new IdxSource(spark, files, opening.labelled());
      case PARQUET -> new ParquetSource(spark, opening.table(), files, opening.labelled());
      case TEXT -> new TextSource(spark, opening.table(), files, opening.labelled());
      case DIGITS, UNIFORM -> throw new IllegalStateException("generated rows have no files");
    };
  }
}
