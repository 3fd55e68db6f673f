package weir.driver.data.source;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.util.SerializableConfiguration;
import weir.driver.UserInputException;
import weir.driver.data.row.RawColumn;
import weir.driver.data.row.RawKind;
import weir.driver.data.row.RawSchema;
import weir.driver.spark.Parcel;
import weir.tensor.Shape;

/**
 * IDX files of unsigned bytes, as MNIST has them, through Hadoop's streams. A plain file is read by
 * several tasks, a gzipped one by one. Pixels stay bytes until rows are packed.
 */
public final class IdxSource implements RowSource {
  private static final long SLICE_BYTES = 16 << 20;

  private final SparkSession spark;
  private final List<IdxFile> files;
  private final RawSchema schema;

  /**
   * @param labelled false when rows may come without labels, as for prediction
   */
  public IdxSource(SparkSession spark, List<String> paths, boolean labelled) {
    this.spark = spark;
    Configuration conf = spark.sparkContext().hadoopConfiguration();
    List<IdxFile> found = new ArrayList<>();
    for (String path : paths) {
      // A glob may well catch the label files: they are found from the images.
      if (paths.size() == 1 || !InputPaths.shortName(path).contains("labels")) {
        found.add(IdxFile.of(conf, path, labelled));
      }
    }
    if (found.isEmpty()) {
      throw new UserInputException(paths + " are labels alone (expected: files of images)");
    }
    this.files = List.copyOf(found);
    IdxHeader header = files.get(0).header();
    for (IdxFile file : files) {
      if (!Arrays.equals(file.header().extents(), header.extents())) {
        throw new UserInputException(
            file.images()
                + " has images of "
                + Arrays.toString(file.header().extents())
                + " (expected: "
                + Arrays.toString(header.extents())
                + " as "
                + files.get(0).images()
                + ")");
      }
    }
    boolean labels = files.stream().allMatch(file -> file.labels() != null);
    this.schema = schema(header.rowBytes(), labels);
  }

  /** Pixels, then the label. */
  static RawSchema schema(int pixels, boolean labelled) {
    List<RawColumn> columns = new ArrayList<>();
    columns.add(new RawColumn("pixels", RawKind.BYTES, pixels));
    if (labelled) {
      columns.add(RawColumn.scalar("label", RawKind.NUMBER));
    }
    return new RawSchema(columns, labelled ? 1 : 0);
  }

  @Override
  public Shape input(int width) {
    int[] extents = files.get(0).header().extents();
    return switch (extents.length) {
      case 2 -> new Shape(extents[0], extents[1], 1);
      case 3 -> new Shape(extents);
      default -> new Shape(width);
    };
  }

  @Override
  public RawSchema schema() {
    return schema;
  }

  @Override
  public List<String> files() {
    return files.stream().map(IdxFile::images).toList();
  }

  @Override
  public <R> JavaRDD<R> map(RowsFunction<R> function) {
    JavaSparkContext context = new JavaSparkContext(spark.sparkContext());
    List<RowSlice> slices = new ArrayList<>();
    for (IdxFile file : files) {
      int rows = file.header().rows();
      long perSlice = Math.max(1, SLICE_BYTES / file.header().rowBytes());
      long step = IdxHeader.gzipped(file.images()) ? rows : perSlice;
      for (long first = 0; first < rows; first += step) {
        slices.add(new RowSlice(file.images(), first, Math.min(step, rows - first)));
      }
    }
    SerializableConfiguration conf =
        new SerializableConfiguration(spark.sparkContext().hadoopConfiguration());
    var shared = context.broadcast(conf);
    List<IdxFile> all = files;
    boolean labels = schema.labels() > 0;
    return Parcel.parallelize(context, slices, slices.size())
        .mapPartitions(
            parts -> function.apply(new IdxCursor(parts, all, labels, shared.value().value())));
  }

  @Override
  public String describe(RowPosition position) {
    long row = position.block() + position.sequence() + 1;
    return InputPaths.shortName(position.file()) + " row " + row;
  }
}
