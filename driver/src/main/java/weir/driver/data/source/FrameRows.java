package weir.driver.data.source;

import java.util.List;
import java.util.Set;
import org.apache.spark.rdd.RDD;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;

/** Where rows with typed columns are. Used on the driver. */
public sealed interface FrameRows permits ParquetRows, ProgramRows {

  /** All rows with all columns. */
  Dataset<Row> rows();

  /** Reads columns of all rows in the order of the files. */
  RDD<InternalRow> read(Column... selected);

  /** Puts what was made of all rows, partition by partition, into the order of the files. */
  Dataset<Row> inOrder(Dataset<Row> made);

  /** The files in the order in which their rows count; of a DataFrame its name alone. */
  List<String> files();

  /** Selects the position of a row in its file; null where rows are in no file. */
  Column fileIndex();

  /** Columns of texts that hold numbers alone, as the names of folders do. */
  Set<String> numbers();

  /** Names the place of a row for a user; for tasks too. */
  static String place(RowPosition position) {
    return position.file().equals(ProgramRows.NAME)
        ? "a row of the " + ProgramRows.NAME
        : InputPaths.shortName(position.file()) + " row " + (position.sequence() + 1);
  }
}
