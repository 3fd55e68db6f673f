package weir.driver.data.source;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import weir.driver.UserInputException;
import weir.driver.config.TableSpec;
import weir.driver.data.row.RawColumn;
import weir.driver.data.row.RawKind;
import weir.driver.data.row.RawSchema;

/** Rows with typed columns: numbers, texts, arrays of numbers, vectors of Spark ML. */
public final class FrameSource implements RowSource {
  private static final Logger LOG = LoggerFactory.getLogger(FrameSource.class);

  private final FrameRows frame;
  private final FrameColumns columns;
  private final FrameSchema schema;
  private final JavaRDD<InternalRow> sorted;

  /**
   * Finds the columns that are read.
   *
   * @param labelled false when rows may come without labels and weights, as for prediction
   * @param known how columns of arrays and vectors are kept; those that are not known are decided
   */
  public FrameSource(
      FrameRows frame, TableSpec table, boolean labelled, Map<String, RawColumn> known) {
    if (frame.rows().isStreaming()) {
      throw new UserInputException(
          "the DataFrame is a stream (expected: rows that end); predict is for streams too");
    }
    if (!frame.rows().queryExecution().withCachedData().deterministic()) {
      LOG.warn(
          "the rows of the DataFrame may differ from reading to reading, and with them the model:"
              + " it has expressions such as rand(); persist it first");
    }
    this.frame = frame;
    this.columns = new FrameColumns(frame, table, labelled);
    this.schema = columns.schema(known);
    checkSparse();
    this.sorted = schema.orderBy() == null ? null : sorted();
  }

  /**
   * Selects a column by its exact name or path.
   *
   * @throws UserInputException when there is none, or more than one
   */
  public static Column column(Dataset<Row> rows, String name) {
    return FrameField.find(rows, name, "data.orderBy").column();
  }

  private void checkSparse() {
    List<RawColumn> features = schema.raw().features();
    if (features.size() > 1
        && features.stream().anyMatch(column -> column.kind() == RawKind.SPARSE)) {
      throw new UserInputException(
          "data.features="
              + features.stream().map(RawColumn::name).toList()
              + " mixes a wide sparse vector with other columns (expected: the vector alone);"
              + " set data.features");
    }
  }

  /** One and the same for all readings: Spark draws the borders of its partitions but once. */
  private JavaRDD<InternalRow> sorted() {
    Dataset<Row> rows = frame.rows().select(columns.selected());
    String[] names = new String[schema.width()];
    Arrays.setAll(names, String::valueOf);
    String last = names[schema.orderAt()];
    return rows.toDF(names).orderBy(last).queryExecution().toRdd().toJavaRDD();
  }

  @Override
  public RawSchema schema() {
    return schema.raw();
  }

  @Override
  public List<String> files() {
    return frame.files();
  }

  @Override
  public boolean hasPlaces() {
    return frame.fileIndex() != null;
  }

  @Override
  public <R> JavaRDD<R> map(RowsFunction<R> function) {
    FrameSchema read = schema;
    if (frame.fileIndex() == null) {
      return rows().mapPartitions(rows -> function.apply(FrameCursor.ofProgram(rows, read)));
    }
    List<Column> selected = new ArrayList<>(List.of(columns.selected()));
    selected.add(frame.fileIndex());
    return frame
        .read(selected.toArray(Column[]::new))
        .toJavaRDD()
        .mapPartitions(rows -> function.apply(FrameCursor.ofFiles(rows, read)));
  }

  private JavaRDD<InternalRow> rows() {
    return sorted == null ? frame.read(columns.selected()).toJavaRDD() : sorted;
  }

  @Override
  public String describe(RowPosition position) {
    return FrameRows.place(position);
  }
}
