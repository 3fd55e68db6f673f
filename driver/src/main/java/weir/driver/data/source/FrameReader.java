package weir.driver.data.source;

import java.util.Arrays;
import java.util.Iterator;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.catalyst.InternalRow;
import weir.driver.config.TableSpec;
import weir.driver.data.row.RawColumn;
import weir.driver.data.row.RawSchema;

/**
 * How the columns of a DataFrame are read, apart from its rows, which may be a stream: none is read
 * to find out. Made on the driver; {@link #cursor} is for tasks, which get the {@link #schema}.
 */
public final class FrameReader {
  private final FrameColumns columns;
  private final FrameSchema schema;
  private final Column fileIndex;

  /**
   * Finds the features.
   *
   * @param known how all of them are kept
   */
  public FrameReader(FrameRows frame, TableSpec table, Map<String, RawColumn> known) {
    this.columns = new FrameColumns(frame, table, false);
    this.schema = columns.schema(known);
    this.fileIndex = frame.fileIndex();
  }

  /** Selects what is read. */
  public Column[] selected() {
    Column[] read = columns.selected();
    if (fileIndex == null) {
      return read;
    }
    Column[] placed = Arrays.copyOf(read, read.length + 1);
    placed[read.length] = fileIndex;
    return placed;
  }

  /** The columns as rows hold them. */
  public RawSchema schema() {
    return schema.raw();
  }

  /** Reads rows that hold what was {@link #selected}; made on the driver, used by tasks. */
  public Rows rows() {
    FrameSchema read = schema;
    return fileIndex == null
        ? rows -> FrameCursor.ofProgram(rows, read)
        : rows -> FrameCursor.ofFiles(rows, read);
  }

  /** Makes cursors in tasks. */
  @FunctionalInterface
  public interface Rows extends java.io.Serializable {
    /** Over the rows of a partition. */
    RowCursor cursor(Iterator<InternalRow> rows);
  }
}
