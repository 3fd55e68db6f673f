package weir.driver.data.digits;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import weir.driver.UserInputException;
import weir.driver.data.row.RawColumn;
import weir.driver.data.row.RawKind;
import weir.driver.data.row.RawSchema;
import weir.driver.data.source.RowPosition;
import weir.driver.data.source.RowSource;
import weir.driver.data.source.RowsFunction;

/**
 * Digits drawn on the executors instead of being read: {@code digits:ROWS?seed=SEED}. Row i of a
 * seed is always the same picture.
 */
public final class DigitsSource implements RowSource {
  /** Pixels of a side. */
  public static final int SIDE = DigitDrawing.SIDE;

  private static final Pattern PATH =
      Pattern.compile("digits:(\\d{1,10})(?:\\?seed=(-?\\d{1,18}))?");
  private static final long SLICE_ROWS = 2048;
  private static final RawSchema SCHEMA =
      new RawSchema(
          List.of(
              new RawColumn("pixels", RawKind.BYTES, SIDE * SIDE),
              RawColumn.scalar("label", RawKind.NUMBER)),
          1);

  private final SparkSession spark;
  private final List<String> paths;
  private final List<DigitSlice> slices = new ArrayList<>();

  /** One or more pseudo paths. */
  public DigitsSource(SparkSession spark, List<String> paths) {
    this.spark = spark;
    this.paths = List.copyOf(paths);
    for (String path : paths) {
      Matcher matcher = PATH.matcher(path);
      if (!matcher.matches() || Long.parseLong(matcher.group(1)) == 0) {
        throw new UserInputException(
            "data path " + path + " (expected: digits:ROWS?seed=SEED with ROWS >= 1)");
      }
      long rows = Long.parseLong(matcher.group(1));
      long seed = matcher.group(2) == null ? 1 : Long.parseLong(matcher.group(2));
      for (long first = 0; first < rows; first += SLICE_ROWS) {
        slices.add(new DigitSlice(path, seed, first, Math.min(SLICE_ROWS, rows - first)));
      }
    }
  }

  @Override
  public RawSchema schema() {
    return SCHEMA;
  }

  @Override
  public List<String> files() {
    return paths;
  }

  @Override
  public <R> JavaRDD<R> map(RowsFunction<R> function) {
    JavaSparkContext context = new JavaSparkContext(spark.sparkContext());
    int partitions = Math.min(slices.size(), 2 * context.defaultParallelism());
    return context
        .parallelize(slices, partitions)
        .mapPartitions(parts -> function.apply(new DigitCursor(parts)));
  }

  @Override
  public String describe(RowPosition position) {
    return position.file() + " row " + (position.block() + position.sequence() + 1);
  }
}
