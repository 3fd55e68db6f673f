package weir.driver.data.source;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocatedFileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.execution.datasources.FileFormat;
import org.apache.spark.sql.execution.datasources.HadoopFsRelation;
import org.apache.spark.sql.execution.datasources.parquet.ParquetFileFormat;
import org.apache.spark.sql.execution.datasources.text.TextFileFormat;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import scala.Option;
import scala.jdk.javaapi.CollectionConverters;

/**
 * Spark's readers over exactly the files given. {@code spark.read()} would take their names for
 * globs once more, and leave out those that begin with an underscore. Used on the driver.
 */
final class FileScan {
  private final SparkSession spark;
  private final List<FileStatus> files;
  private final ScanOrder order;

  /**
   * @param files as {@link InputPaths#resolve} names them
   */
  FileScan(SparkSession spark, List<String> files) {
    this.spark = spark;
    Configuration conf = spark.sparkContext().hadoopConfiguration();
    this.files = files.parallelStream().map(file -> located(conf, file)).toList();
    this.order = new ScanOrder(spark, this.files);
  }

  /** With the hosts that hold its blocks, near which Spark likes to read it. */
  private static FileStatus located(Configuration conf, String file) {
    Path path = new Path(file);
    try {
      FileSystem system = path.getFileSystem(conf);
      FileStatus status = system.getFileStatus(path);
      var blocks = system.getFileBlockLocations(status, 0, status.getLen());
      // Hadoop asks a local file for its owner through a process of its own.
      return new LocatedFileStatus(
          status.getLen(),
          false,
          status.getReplication(),
          status.getBlockSize(),
          status.getModificationTime(),
          0,
          null,
          null,
          null,
          null,
          status.getPath(),
          FileStatus.NONE,
          blocks);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }

  /** The lines of text files in the order of the files, in a column of their bytes as they are. */
  JavaRDD<InternalRow> lines() {
    return text(false);
  }

  /** Each text file whole. */
  JavaRDD<InternalRow> texts() {
    return text(true);
  }

  private JavaRDD<InternalRow> text(boolean whole) {
    StructType value = new StructType().add("value", DataTypes.StringType);
    Map<String, String> options = Map.of("wholetext", String.valueOf(whole));
    Dataset<Row> lines = rows(new TextFileFormat(), value, plain(), options);
    return order.of(lines.queryExecution().toRdd()).toJavaRDD();
  }

  private ListedFiles plain() {
    return new ListedFiles(files, PartitionFolders.NONE);
  }

  /**
   * The rows of parquet files, with the columns of all of them, numbers as wide as in the widest;
   * and, as texts, those that their folders are. What is made of them is to be put into {@link
   * #order}.
   */
  Dataset<Row> parquet(PartitionFolders folders) {
    List<String> names = files.stream().map(file -> file.getPath().toString()).toList();
    ParquetSchemas schemas = ParquetSchemas.of(spark, names);
    folders.check(List.of(schemas.all().fieldNames()));
    ParquetFileFormat format =
        schemas.widens() ? new WideningParquet(schemas.byFile()) : new ParquetFileFormat();
    return rows(format, schemas.all(), new ListedFiles(files, folders), Map.of());
  }

  private Dataset<Row> rows(
      FileFormat format, StructType schema, ListedFiles listed, Map<String, String> options) {
    return spark.baseRelationToDataFrame(
        HadoopFsRelation.apply(
            listed,
            listed.partitionSchema(),
            schema,
            Option.empty(),
            format,
            options(options),
            order.apart()));
  }

  /** The order of the files. */
  ScanOrder order() {
    return order;
  }

  private scala.collection.immutable.Map<String, String> options(Map<String, String> options) {
    Map<String, String> all = new HashMap<>(options);
    if (files.stream().anyMatch(file -> InputPaths.hasColon(file.getPath()))) {
      all.putAll(InputPaths.WITHOUT_CHECKSUMS);
    }
    return scala.collection.immutable.Map.from(CollectionConverters.asScala(all));
  }
}
