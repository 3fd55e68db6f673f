package weir.driver.data.source;

import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** The rows of Parquet files. */
public record ParquetRows(Dataset<Row> rows, List<String> files) implements FrameRows {
  public ParquetRows {
    files = List.copyOf(files);
  }

  /** Of these files. */
  public ParquetRows(SparkSession spark, List<String> files) {
    this(spark.read().parquet(files.toArray(String[]::new)), files);
  }

  @Override
  public Column fileIndex() {
    return rows.metadataColumn("_metadata").getField("row_index");
  }

  @Override
  public Column file() {
    return rows.metadataColumn("_metadata").getField("file_path");
  }

  @Override
  public String describe(RowPosition position) {
    return place(position);
  }

  /** The name of the file and the number of the row, from 1. */
  public static String place(RowPosition position) {
    return InputPaths.shortName(position.file()) + " row " + (position.sequence() + 1);
  }
}
