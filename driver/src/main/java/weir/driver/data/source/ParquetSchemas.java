package weir.driver.data.source;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.format.converter.ParquetMetadataConverter;
import org.apache.parquet.hadoop.Footer;
import org.apache.parquet.hadoop.metadata.ParquetMetadata;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.execution.datasources.parquet.ParquetFileFormat;
import org.apache.spark.sql.execution.datasources.parquet.ParquetFooterReader;
import org.apache.spark.sql.execution.datasources.parquet.ParquetToSparkSchemaConverter;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.util.SerializableConfiguration;
import scala.Tuple2;
import weir.driver.UserInputException;
import weir.driver.spark.Parcel;

/**
 * The columns of Parquet files, which each file tells in its footer.
 *
 * @param byFile the columns of each file, by its name
 * @param all the columns of all files, of the widest type that a file has
 */
record ParquetSchemas(Map<String, StructType> byFile, StructType all) {
  ParquetSchemas {
    byFile = Map.copyOf(byFile);
  }

  /**
   * Reads the footers, on the executors.
   *
   * @throws UserInputException when columns of one name have types that do not widen
   */
  static ParquetSchemas of(SparkSession spark, List<String> files) {
    JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    var conf =
        context.broadcast(
            new SerializableConfiguration(spark.sparkContext().hadoopConfiguration()));
    boolean binaryText = spark.sessionState().conf().isParquetBinaryAsString();
    int tasks = Math.min(files.size(), 4 * context.defaultParallelism());
    List<Tuple2<String, String>> found =
        Parcel.collect(
            Parcel.parallelize(context, files, tasks)
                .map(file -> new Tuple2<>(file, footer(conf.value().value(), file, binaryText))));
    Map<String, StructType> byFile = new LinkedHashMap<>();
    Map<String, StructType> parsed = new LinkedHashMap<>();
    for (Tuple2<String, String> file : found) {
      byFile.put(file._1(), parsed.computeIfAbsent(file._2(), ParquetSchemas::parsed));
    }
    return new ParquetSchemas(byFile, widest(byFile));
  }

  private static StructType parsed(String json) {
    return (StructType) DataType.fromJson(json);
  }

  private static String footer(Configuration conf, String file, boolean binaryText)
      throws IOException {
    Path path = new Path(file);
    var input = HadoopInputFile.fromPath(path, InputPaths.reading(conf, file));
    ParquetMetadata footer;
    try {
      footer = ParquetFooterReader.readFooter(input, ParquetMetadataConverter.SKIP_ROW_GROUPS);
    } catch (RuntimeException e) {
      // So Parquet says that the bytes at a file's end are not its own.
      throw new UnreadableFileException(
          file, new IOException("it does not end as Parquet does", e));
    }
    var converter =
        new ParquetToSparkSchemaConverter(binaryText, true, true, true, false, false, false);
    try {
      return ParquetFileFormat.readSchemaFromFooter(new Footer(path, footer), converter).json();
    } catch (Exception failure) {
      throw refused(file, footer.getFileMetaData().getSchema(), converter, failure);
    }
  }

  /** Spark reads a file with all of its columns or not at all. */
  private static RuntimeException refused(
      String file,
      MessageType columns,
      ParquetToSparkSchemaConverter converter,
      Exception failure) {
    for (Type column : columns.getFields()) {
      try {
        converter.convert(new MessageType(columns.getName(), column));
      } catch (Exception unknown) {
        return new UserInputException(
            InputPaths.shortName(file)
                + " has column "
                + column.getName()
                + " of type "
                + typeName(column)
                + " (expected: types that Spark reads); write the file without it, or as double",
            unknown);
      }
    }
    return new IllegalStateException(file + ": " + failure.getMessage(), failure);
  }

  private static String typeName(Type column) {
    var logical = column.getLogicalTypeAnnotation();
    return logical != null
        ? logical.toString()
        : column.isPrimitive() ? column.asPrimitiveType().getPrimitiveTypeName().name() : "group";
  }

  private static StructType widest(Map<String, StructType> byFile) {
    Map<String, StructField> widest = new LinkedHashMap<>();
    Map<String, String> first = new LinkedHashMap<>();
    byFile.forEach(
        (file, columns) -> {
          for (StructField field : columns.fields()) {
            StructField known = widest.get(field.name());
            first.putIfAbsent(field.name(), file);
            widest.put(field.name(), known == null ? field : wider(known, field, file, first));
          }
        });
    return new StructType(widest.values().toArray(StructField[]::new)).asNullable();
  }

  private static StructField wider(
      StructField one, StructField other, String file, Map<String, String> first) {
    DataType type = NumberTypes.wider(one.dataType(), other.dataType());
    if (type == null) {
      throw new UserInputException(
          InputPaths.shortName(file)
              + " has column "
              + other.name()
              + " of type "
              + other.dataType().catalogString()
              + " (expected: "
              + one.dataType().catalogString()
              + ", as in "
              + InputPaths.shortName(first.get(other.name()))
              + ", or numbers in both); write the files with one type");
    }
    return new StructField(one.name(), type, true, one.metadata());
  }

  /** True when a file has columns of other types than are read. */
  boolean widens() {
    Set<StructType> different = new LinkedHashSet<>();
    byFile.values().forEach(columns -> different.add(columns.asNullable()));
    return different.stream().anyMatch(columns -> !sameTypes(columns));
  }

  private boolean sameTypes(StructType columns) {
    for (StructField field : columns.fields()) {
      if (!all.apply(field.name()).dataType().equals(field.dataType())) {
        return false;
      }
    }
    return true;
  }
}
