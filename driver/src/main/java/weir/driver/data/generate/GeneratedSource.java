package weir.driver.data.generate;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import weir.driver.UserInputException;
import weir.driver.config.DataFormat;
import weir.driver.data.row.RawSchema;
import weir.driver.data.source.RowPosition;
import weir.driver.data.source.RowSource;
import weir.driver.data.source.RowsFunction;
import weir.driver.spark.Parcel;
import weir.tensor.Shape;

/**
 * Rows drawn on the executors instead of being read: {@code digits:ROWS?seed=SEED}, {@code
 * uniform:ROWS?…}. Row i of a seed is always the same.
 */
public final class GeneratedSource implements RowSource {
  private static final long SLICE_ROWS = 2048;

  private final SparkSession spark;
  private final List<GeneratedPath> paths;
  private final List<GeneratedSlice> slices = new ArrayList<>();

  /** One or more pseudo paths, all of the same format. */
  public GeneratedSource(SparkSession spark, DataFormat format, List<String> paths) {
    this.spark = spark;
    this.paths = paths.stream().map(path -> parse(format, path)).toList();
    for (GeneratedPath path : this.paths) {
      if (!path.schema().equals(schema())) {
        throw new UserInputException(
            "data path "
                + path.text()
                + " (expected: rows as wide as those of "
                + this.paths.get(0).text()
                + ")");
      }
      for (long first = 0; first < path.rows(); first += SLICE_ROWS) {
        slices.add(new GeneratedSlice(path, first, Math.min(SLICE_ROWS, path.rows() - first)));
      }
    }
  }

  private static GeneratedPath parse(DataFormat format, String path) {
    boolean digits = format == DataFormat.DIGITS;
    GeneratedPath parsed = digits ? DigitsPath.parse(path) : UniformPath.parse(path);
    if (parsed == null || parsed.rows() == 0) {
      String expected = digits ? DigitsPath.EXPECTED : UniformPath.EXPECTED;
      throw new UserInputException("data path " + path + " (expected: " + expected + ")");
    }
    return parsed;
  }

  @Override
  public RawSchema schema() {
    return paths.get(0).schema();
  }

  @Override
  public Shape input(int width) {
    return paths.get(0).input();
  }

  @Override
  public List<String> files() {
    return paths.stream().map(GeneratedPath::text).toList();
  }

  @Override
  public <R> JavaRDD<R> map(RowsFunction<R> function) {
    JavaSparkContext context = new JavaSparkContext(spark.sparkContext());
    int partitions = Math.min(slices.size(), 2 * context.defaultParallelism());
    return Parcel.parallelize(context, slices, partitions)
        .mapPartitions(parts -> function.apply(new GeneratedCursor(parts)));
  }

  @Override
  public String describe(RowPosition position) {
    return position.file() + " row " + (position.block() + position.sequence() + 1);
  }
}
