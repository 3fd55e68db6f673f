package weir.driver.data.image;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.util.SerializableConfiguration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import weir.driver.UserInputException;
import weir.driver.config.ImageSpec;
import weir.driver.data.row.RawColumn;
import weir.driver.data.row.RawKind;
import weir.driver.data.row.RawSchema;
import weir.driver.data.source.RowPosition;
import weir.driver.data.source.RowSource;
import weir.driver.data.source.RowsFunction;
import weir.driver.spark.Parcel;
import weir.tensor.Shape;

/** A folder a class of PNG and JPEG files, read and decoded by the executors. */
public final class ImageSource implements RowSource {
  private static final Logger LOG = LoggerFactory.getLogger(ImageSource.class);
  private static final int SLICES_A_SLOT = 4;

  private final SparkSession spark;
  private final ImageSpec spec;
  private final List<ImageFile> files;
  private final Shape shape;
  private final RawSchema schema;

  /**
   * Lists the files and reads the first.
   *
   * @param key the option that the paths come from, for errors
   * @param labelled false for prediction: labels may be absent, and the file is a column too
   */
  public ImageSource(
      SparkSession spark, ImageSpec spec, List<String> paths, String key, boolean labelled) {
    this.spark = spark;
    this.spec = spec;
    Configuration conf = spark.sparkContext().hadoopConfiguration();
    ImageFolders folders = new ImageFolders(conf, key);
    this.files = folders.list(paths, labelled);
    if (folders.leftOut() != null) {
      LOG.warn("{}: {}", key, folders.leftOut());
    }
    long classes = files.stream().map(ImageFile::label).distinct().count();
    if (key.equals("data.train") && classes < 2) {
      throw new UserInputException(
          key
              + "="
              + String.join(", ", paths)
              + " has one class folder, "
              + files.get(0).label()
              + " (expected: >= 2, a folder a class); set "
              + key);
    }
    this.shape = files.get(0).read(conf, spec).shape();
    this.schema = schema(!labelled);
  }

  private RawSchema schema(boolean named) {
    List<RawColumn> columns = new ArrayList<>();
    if (named) {
      columns.add(RawColumn.scalar("file", RawKind.TEXT));
    }
    columns.add(new RawColumn("pixels", RawKind.BYTES, shape.size()));
    boolean labels = files.stream().map(ImageFile::label).allMatch(Objects::nonNull);
    if (labels) {
      columns.add(RawColumn.scalar("label", RawKind.TEXT));
    }
    return new RawSchema(columns, labels ? 1 : 0);
  }

  @Override
  public RawSchema schema() {
    return schema;
  }

  @Override
  public Shape input(int width) {
    return shape;
  }

  @Override
  public List<String> files() {
    return files.stream().map(ImageFile::file).toList();
  }

  @Override
  public <R> JavaRDD<R> map(RowsFunction<R> function) {
    JavaSparkContext context = new JavaSparkContext(spark.sparkContext());
    int slices = Math.min(files.size(), SLICES_A_SLOT * context.defaultParallelism());
    var shared =
        context.broadcast(
            new SerializableConfiguration(spark.sparkContext().hadoopConfiguration()));
    var expected = new ImageCursor.Expected(spec, shape, files.get(0).file(), schema);
    return Parcel.parallelize(context, files, slices)
        .mapPartitions(
            part -> function.apply(new ImageCursor(part, expected, shared.value().value())));
  }

  @Override
  public String describe(RowPosition position) {
    return position.file();
  }
}
