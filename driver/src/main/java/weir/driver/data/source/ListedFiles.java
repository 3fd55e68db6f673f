package weir.driver.data.source;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.execution.datasources.FileIndex;
import org.apache.spark.sql.execution.datasources.PartitionDirectory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.unsafe.types.UTF8String;
import scala.collection.immutable.Seq;
import scala.jdk.javaapi.CollectionConverters;

/** What Spark's file scan asks for its files: these, whatever their names. */
final class ListedFiles implements FileIndex {
  private final List<FileStatus> files;
  private final PartitionFolders folders;

  /**
   * @param folders columns that folders of the files are
   */
  ListedFiles(List<FileStatus> files, PartitionFolders folders) {
    this.files = files;
    this.folders = folders;
  }

  @Override
  public Seq<Path> rootPaths() {
    return seq(files.stream().map(FileStatus::getPath).toList());
  }

  @Override
  public Seq<PartitionDirectory> listFiles(
      Seq<Expression> partitionFilters, Seq<Expression> dataFilters) {
    Map<List<String>, List<FileStatus>> byFolder = new LinkedHashMap<>();
    for (FileStatus file : files) {
      if (file.getLen() > 0) {
        byFolder.computeIfAbsent(values(file), folder -> new ArrayList<>()).add(file);
      }
    }
    List<PartitionDirectory> directories = new ArrayList<>();
    byFolder.forEach(
        (values, inside) ->
            directories.add(
                PartitionDirectory.apply(row(values), inside.toArray(FileStatus[]::new))));
    return seq(directories);
  }

  private List<String> values(FileStatus file) {
    return folders.names().isEmpty()
        ? List.of()
        : Arrays.asList(folders.of(file.getPath().toString()));
  }

  private static InternalRow row(List<String> values) {
    return new GenericInternalRow(values.stream().map(UTF8String::fromString).toArray());
  }

  @Override
  public String[] inputFiles() {
    return files.stream().map(file -> file.getPath().toUri().toString()).toArray(String[]::new);
  }

  /** Files are listed once. */
  @Override
  public void refresh() {}

  @Override
  public long sizeInBytes() {
    return files.stream().mapToLong(FileStatus::getLen).sum();
  }

  @Override
  public StructType partitionSchema() {
    StructType texts = new StructType();
    for (String name : folders.names()) {
      texts = texts.add(name, DataTypes.StringType);
    }
    return texts;
  }

  private static <T> Seq<T> seq(List<T> items) {
    return CollectionConverters.asScala(items).toSeq();
  }
}
