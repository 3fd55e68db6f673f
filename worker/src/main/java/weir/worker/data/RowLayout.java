package weir.worker.data;

import java.io.Serializable;

/**
 * What all rows of a data set have in common.
 *
 * @param width floats of a dense row, or the number of columns of sparse ones
 * @param targetWidth floats of one target
 * @param sparse true when rows are CSR
 * @param weighted true when rows count other than 1 in the loss
 */
public record RowLayout(int width, int targetWidth, boolean sparse, boolean weighted)
    implements Serializable {
  private static final long serialVersionUID = 1;

  public RowLayout {
    if (width < 1 || targetWidth < 0) {
      throw new IllegalArgumentException(
          "width=" + width + " targetWidth=" + targetWidth + " (expected: >= 1, >= 0)");
    }
  }

  /** Of rows that all count 1. */
  public RowLayout(int width, int targetWidth, boolean sparse) {
    this(width, targetWidth, sparse, false);
  }

  /** The layout of one block. */
  static RowLayout of(RowBlock block) {
    return new RowLayout(
        block.width(), block.targetWidth(), block.sparse(), block.weights() != null);
  }

  /** An empty batch for at most {@code maxRows} rows of this layout. */
  public Batch batch(int maxRows) {
    return new Batch(maxRows, this);
  }
}
