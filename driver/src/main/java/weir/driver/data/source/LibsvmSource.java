package weir.driver.data.source;

import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.SparkSession;
import weir.driver.data.row.RawColumn;
import weir.driver.data.row.RawKind;
import weir.driver.data.row.RawSchema;

/**
 * LIBSVM files, read by Spark: a number as label, then ascending indices from 1 with values. The
 * dimension is given or the largest index of the training rows.
 */
public final class LibsvmSource implements RowSource {
  private static final RawSchema SCHEMA =
      new RawSchema(
          List.of(
              new RawColumn("features", RawKind.SPARSE, 0),
              RawColumn.scalar("label", RawKind.NUMBER)),
          1);

  private final SparkSession spark;
  private final List<String> files;

  /** Rows of {@code files}. */
  public LibsvmSource(SparkSession spark, List<String> files) {
    this.spark = spark;
    this.files = List.copyOf(files);
  }

  @Override
  public RawSchema schema() {
    return SCHEMA;
  }

  @Override
  public List<String> files() {
    return files;
  }

  @Override
  public <R> JavaRDD<R> map(RowsFunction<R> function) {
    return spark
        .read()
        .format("libsvm")
        // Saves Spark a pass for the dimension; indices are checked when rows are prepared.
        .option("numFeatures", String.valueOf(Integer.MAX_VALUE))
        .load(files.toArray(String[]::new))
        .queryExecution()
        .toRdd()
        .toJavaRDD()
        .mapPartitions(rows -> function.apply(new LibsvmCursor(rows)));
  }

  @Override
  public String describe(RowPosition position) {
    return finder().describe(position);
  }

  private LineFinder finder() {
    Configuration conf = spark.sparkContext().hadoopConfiguration();
    return new LineFinder(conf, false, true);
  }

  /** Spark's parser does not say which line it could not read: look for it. */
  @Override
  public String explain(Throwable failure) {
    List<BadRowException> found =
        spark
            .read()
            .text(files.toArray(String[]::new))
            .queryExecution()
            .toRdd()
            .toJavaRDD()
            .mapPartitions(LibsvmLines::badLines)
            .take(1);
    return found.isEmpty()
        ? null
        : describe(found.get(0).position()) + " " + found.get(0).getMessage();
  }
}
