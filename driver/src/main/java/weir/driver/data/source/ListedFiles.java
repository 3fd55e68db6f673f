package weir.driver.data.source;

import java.util.List;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.execution.datasources.FileIndex;
import org.apache.spark.sql.execution.datasources.PartitionDirectory;
import org.apache.spark.sql.types.StructType;
import scala.collection.immutable.Seq;
import scala.jdk.javaapi.CollectionConverters;

/** What Spark's file scan asks for its files: these, whatever their names. */
final class ListedFiles implements FileIndex {
  private final List<FileStatus> files;

  ListedFiles(List<FileStatus> files) {
    this.files = files;
  }

  @Override
  public Seq<Path> rootPaths() {
    return seq(files.stream().map(FileStatus::getPath).toList());
  }

  @Override
  public Seq<PartitionDirectory> listFiles(
      Seq<Expression> partitionFilters, Seq<Expression> dataFilters) {
    FileStatus[] filled =
        files.stream().filter(file -> file.getLen() > 0).toArray(FileStatus[]::new);
    return seq(List.of(PartitionDirectory.apply(InternalRow.empty(), filled)));
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
    return new StructType();
  }

  private static <T> Seq<T> seq(List<T> items) {
    return CollectionConverters.asScala(items).toSeq();
  }
}
