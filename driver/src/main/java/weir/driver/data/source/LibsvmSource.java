package weir.driver.data.source;

import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.SparkSession;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import weir.driver.data.row.RawColumn;
import weir.driver.data.row.RawKind;
import weir.driver.data.row.RawSchema;

/**
 * LIBSVM files: a number as label, then ascending indices with values, as {@link LibsvmLine} reads
 * them. The dimension is given or the largest index of the training rows.
 */
public final class LibsvmSource implements RowSource {
  private static final Logger LOG = LoggerFactory.getLogger(LibsvmSource.class);

  private static final RawSchema SCHEMA =
      new RawSchema(
          List.of(
              new RawColumn("features", RawKind.SPARSE, 0),
              RawColumn.scalar("label", RawKind.NUMBER)),
          1);

  private final SparkSession spark;
  private final List<String> files;
  private final int first;

  /**
   * Rows of {@code files}.
   *
   * @param zeroBased indices begin at 0, else at 1
   */
  public LibsvmSource(SparkSession spark, List<String> files, boolean zeroBased) {
    this.spark = spark;
    this.files = List.copyOf(files);
    this.first = zeroBased ? 0 : 1;
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
    return SCHEMA;
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
    return new FileScan(spark, files)
        .lines()
        .mapPartitions(lines -> function.apply(new LibsvmCursor(lines, from)));
  }

  @Override
  public String describe(RowPosition position) {
    return new LineFinder(conf(), false, true).describe(position);
  }
}
