package weir.driver.data.source;

import java.util.List;
import java.util.Set;
import org.apache.spark.rdd.RDD;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.InternalRow;

/** The rows of Parquet files. Used on the driver. */
public final class ParquetRows implements FrameRows {
  private final FoundFiles found;
  private final ScanOrder order;
  private final Dataset<Row> rows;

  /** Of these files. */
  public ParquetRows(SparkSession spark, FoundFiles found) {
    this.found = found;
    FileScan scan = new FileScan(spark, found.files());
    this.order = scan.order();
    this.rows = scan.parquet(found.folders());
  }

  @Override
  public Dataset<Row> rows() {
    return rows;
  }

  @Override
  public RDD<InternalRow> read(Column... selected) {
    return order.of(rows.select(selected).queryExecution().toRdd());
  }

  @Override
  public Dataset<Row> inOrder(Dataset<Row> made) {
    return order.of(made);
  }

  @Override
  public List<String> files() {
    return found.files();
  }

  @Override
  public Set<String> numbers() {
    return found.folders().numbers();
  }

  @Override
  public Column fileIndex() {
    return rows.metadataColumn("_metadata").getField("row_index");
  }
}
