package weir.driver.data.source;

import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.SparkSession;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import weir.driver.config.ColumnKind;
import weir.driver.config.MeaningSpec;
import weir.driver.config.MissingSpec;
import weir.driver.config.TableSpec;
import weir.driver.data.row.RawColumn;
import weir.driver.data.row.RawKind;
import weir.driver.data.row.RawSchema;

/**
 * LIBSVM files: a label, a number unless it is told to be a text, then ascending indices with
 * values, as {@link LibsvmLine} reads them. The dimension is given or the largest index of the
 * training rows.
 */
public final class LibsvmSource implements RowSource {
  private static final Logger LOG = LoggerFactory.getLogger(LibsvmSource.class);

  private static final String LABEL = "label";

  private final SparkSession spark;
  private final List<String> files;
  private final int first;
  private final RawKind label;
  private final MissingSpec missing;

  /**
   * Rows of {@code files}.
   *
   * @param table whether indices begin at 0, what labels are and which of them are missing
   */
  public LibsvmSource(SparkSession spark, List<String> files, TableSpec table) {
    MeaningSpec meaning = table.meaning();
    this.spark = spark;
    this.files = List.copyOf(files);
    this.first = table.dialect().zeroBased() ? 0 : 1;
    this.label = RawKind.of(meaning.types().getOrDefault(LABEL, ColumnKind.NUMBER));
    this.missing = meaning.missing();
    if (LibsvmLine.hasGroup(FirstLine.of(conf(), files.get(0), "ISO-8859-1", "#"))) {
      LOG.warn(
          "{}: qid is left out: rows are learned one by one, not ranked in their groups",
          InputPaths.shortName(files.get(0)));
    }
  }

  private Configuration conf() {
    return spark.sparkContext().hadoopConfiguration();
  }

  @Override
  public RawSchema schema() {
    return new RawSchema(
        List.of(new RawColumn("features", RawKind.SPARSE, 0), RawColumn.scalar(LABEL, label)), 1);
  }

  @Override
  public int firstIndex() {
    return first;
  }

  @Override
  public List<String> files() {
    return files;
  }

  @Override
  public <R> JavaRDD<R> map(RowsFunction<R> function) {
    int from = first;
    RawKind kind = label;
    MissingSpec words = missing;
    return new FileScan(spark, files)
        .lines()
        .mapPartitions(lines -> function.apply(new LibsvmCursor(lines, from, kind, words)));
  }

  @Override
  public String describe(RowPosition position) {
    return new LineFinder(conf(), false, true).describe(position);
  }
}
