package weir.driver.data.source;

import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Where rows with typed columns are. Used on the driver; tasks may ask {@link #describe}. */
public sealed interface FrameRows permits ParquetRows, ProgramRows {

  /** All rows with all columns. */
  Dataset<Row> rows();

  /** The files in the order in which their rows count; of a DataFrame its name alone. */
  List<String> files();

  /** Selects the position of a row in its file; null where rows are in no file. */
  Column fileIndex();

  /** Selects the file of a row, as Spark names it; null where rows are in no file. */
  Column file();

  /** Names the place of a row for a user. */
  String describe(RowPosition position);
}
