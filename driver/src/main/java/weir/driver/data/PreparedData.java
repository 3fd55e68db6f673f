package weir.driver.data;

import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import weir.driver.data.prepare.FittedTarget;
import weir.driver.data.prepare.Preparation;
import weir.tensor.Shape;
import weir.worker.data.RowBlock;
import weir.worker.data.RowLayout;

/**
 * The rows of a training, packed and cached on the executors. Partition i of each set holds the
 * leaves of worker i and no others; blocks come in the order of leaf and row. Used on the driver;
 * close it to free the cache.
 *
 * @param training never empty
 * @param validation null without validation rows
 * @param test null without test rows
 * @param size of the rows of each set
 * @param preparation what was fitted, to be stored with the model
 * @param width numbers of a prepared row, or columns of sparse rows
 * @param sparse whether rows are CSR
 * @param weighted whether rows count other than 1 in the loss
 * @param input shape of one prepared row as a model would see it
 * @param source what was read, for the report
 * @param outputs what each number of a target is, in order
 * @param naiveError mean absolute error, in original units, of foretelling the last label for the
 *     test windows; NaN where rows are no windows or labels no numbers
 * @param cached holds the cache of all sets
 * @param notes lines for the user on what was read
 * @param insights what the training rows say to their user
 */
public record PreparedData(
    JavaRDD<RowBlock> training,
    JavaRDD<RowBlock> validation,
    JavaRDD<RowBlock> test,
    PackedSize size,
    Preparation preparation,
    int width,
    boolean sparse,
    boolean weighted,
    Shape input,
    String source,
    List<FittedTarget> outputs,
    double naiveError,
    JavaRDD<?> cached,
    List<String> notes,
    Insights insights)
    implements AutoCloseable {

  /** Rows of each set, after repeated ones were dropped. */
  public record RowCounts(long training, long validation, long test) {}

  public PreparedData {
    outputs = List.copyOf(outputs);
    notes = List.copyOf(notes);
  }

  /** With lines for the user on what was read, and what the rows say. */
  PreparedData noted(List<String> lines, Insights seen) {
    return new PreparedData(
        training,
        validation,
        test,
        size,
        preparation,
        width,
        sparse,
        weighted,
        input,
        source,
        outputs,
        naiveError,
        cached,
        lines,
        seen);
  }

  /** Rows of each set. */
  public RowCounts counts() {
    return size.rows();
  }

  /** What all rows have in common. */
  public RowLayout layout() {
    return new RowLayout(width, targetWidth(), sparse, weighted);
  }

  /** Numbers of a target. */
  public int targetWidth() {
    return outputs.size();
  }

  /**
   * Packs again what went with an executor, in a Spark job of its own: it may take its time, where
   * workers that wait for each other have deadlines.
   */
  public void restore() {
    cached.foreachPartition(rows -> rows.forEachRemaining(row -> {}));
  }

  /** Frees the cached blocks. */
  @Override
  public void close() {
    cached.unpersist(false);
  }
}
