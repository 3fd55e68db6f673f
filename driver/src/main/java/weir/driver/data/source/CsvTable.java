package weir.driver.data.source;

import java.io.Serializable;
import java.util.List;
import weir.driver.config.MissingSpec;

/**
 * What is read of csv files.
 *
 * @param columns in the order of the row
 * @param weight how much rows count; null: all count 1
 */
record CsvTable(
    CsvReading reading,
    List<CsvColumn> columns,
    CsvColumn weight,
    PartitionFolders folders,
    MissingSpec missing)
    implements Serializable {
  private static final long serialVersionUID = 1;

  CsvTable {
    columns = List.copyOf(columns);
  }
}
