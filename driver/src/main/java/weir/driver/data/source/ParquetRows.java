package weir.driver.data.source;

import java.util.List;
import java.util.Set;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** The rows of Parquet files. */
public record ParquetRows(Dataset<Row> rows, List<String> files, Set<String> numbers)
    implements FrameRows {
  public ParquetRows {
    files = List.copyOf(files);
    numbers = Set.copyOf(numbers);
  }

  /** Of these files. */
  public ParquetRows(SparkSession spark, FoundFiles found) {
    this(
        new FileScan(spark, found.files()).parquet(found.folders()),
        found.files(),
        found.folders().numbers());
  }

  @Override
  public Column fileIndex() {
    return rows.metadataColumn("_metadata").getField("row_index");
  }
}
