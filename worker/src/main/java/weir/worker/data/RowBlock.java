package weir.worker.data;

import java.io.Serializable;

/**
 * Packed rows of one virtual worker, in rank order: what Spark caches and a worker trains on.
 * Immutable by convention: nobody writes the arrays.
 *
 * @param virtualWorker the leaf these rows belong to
 * @param firstRow position of the first row among the leaf's rows
 * @param rows number of rows
 * @param width floats of a dense row, or the number of columns of sparse ones
 * @param values dense: [rows, width] row-major; sparse: the stored values, row after row
 * @param rowStart sparse: where each row's values begin, {@code rows + 1} entries; null when dense
 * @param columns sparse: the column of each value, ascending inside a row; null when dense
 * @param targets [rows, targetWidth]: class index as a float, or regression targets
 * @param targetWidth floats of one target
 * @param weights how much each row counts in the loss, &gt; 0; null: all count 1
 */
public record RowBlock(
    int virtualWorker,
    int firstRow,
    int rows,
    int width,
    float[] values,
    int[] rowStart,
    int[] columns,
    float[] targets,
    int targetWidth,
    float[] weights)
    implements Serializable {
  private static final long serialVersionUID = 1;

  /** True when rows are stored as CSR. */
  public boolean sparse() {
    return rowStart != null;
  }
}
