package weir.worker.data;

/**
 * The rows of one micro-batch, gathered into arrays that are reused from step to step. Dense:
 * {@code values} is [rows, width]. Sparse (CSR): {@code rowStart}, {@code columns}, {@code values}.
 * One worker thread only.
 */
public final class Batch {
  private final int width;
  private final int targetWidth;
  private final boolean sparse;
  private int rows;
  private float[] values;
  private int[] rowStart;
  private int[] columns;
  private float[] targets;
  private final float[] weights;

  /**
   * An empty batch for at most {@code maxRows} rows that all count 1.
   *
   * @throws BatchTooLargeException when arrays cannot hold them
   */
  public Batch(int maxRows, int width, int targetWidth, boolean sparse) {
    this(maxRows, new RowLayout(width, targetWidth, sparse));
  }

  Batch(int maxRows, RowLayout layout) {
    this.width = layout.width();
    this.targetWidth = layout.targetWidth();
    this.sparse = layout.sparse();
    BatchTooLargeException.check("rows of data", maxRows, sparse ? 1 : width);
    BatchTooLargeException.check("labels", maxRows, targetWidth);
    this.weights = layout.weighted() ? new float[maxRows] : null;
    this.values = new float[sparse ? 0 : maxRows * width];
    this.rowStart = new int[sparse ? maxRows + 1 : 0];
    this.columns = new int[0];
    this.targets = new float[maxRows * targetWidth];
  }

  /** Makes room for {@code nonZeros} stored values of sparse rows. */
  public void reserve(int nonZeros) {
    if (values.length < nonZeros) {
      long ample = values.length + (long) (values.length >> 1);
      int length = (int) Math.max(nonZeros, Math.min(ample, BatchTooLargeException.MOST));
      values = new float[length];
      columns = new int[length];
    }
  }

  /** Number of rows that are valid now. */
  public int rows() {
    return rows;
  }

  /** Declares how many rows have been filled. */
  public void rows(int count) {
    rows = count;
  }

  /** Floats of a dense row, or the number of columns of sparse ones. */
  public int width() {
    return width;
  }

  /** Floats of one target. */
  public int targetWidth() {
    return targetWidth;
  }

  /** True when rows are CSR. */
  public boolean sparse() {
    return sparse;
  }

  /** Dense [rows, width], or the stored values. */
  public float[] values() {
    return values;
  }

  /** Where each sparse row begins; {@code rows + 1} entries. */
  public int[] rowStart() {
    return rowStart;
  }

  /** The column of each stored value. */
  public int[] columns() {
    return columns;
  }

  /** How much each row counts in the loss; null: all count 1. */
  public float[] weights() {
    return weights;
  }

  /** [rows, targetWidth]. */
  public float[] targets() {
    return targets;
  }
}
