package weir.worker.data;

import java.io.Serializable;

/**
 * What all rows of a data set have in common.
 *
 * @param width floats of a dense row, or the number of columns of sparse ones
 * @param targetWidth floats of one target
 * @param sparse true when rows are CSR
 */
public record RowLayout(int width, int targetWidth, boolean sparse) implements Serializable {
  private static final long serialVersionUID = 1;

  public RowLayout {
    if (width < 1 || targetWidth < 0) {
      throw new IllegalArgumentException(
          "width=" + width + " targetWidth=" + targetWidth + " (expected: >= 1, >= 0)");
    }
  }

  /** The layout of one block. */
  static RowLayout of(RowBlock block) {
    return new RowLayout(block.width(), block.targetWidth(), block.sparse());
  }

  /** An empty batch for at most {@code maxRows} rows of this layout. */
  public Batch batch(int maxRows) {
    return new Batch(maxRows, width, targetWidth, sparse);
  }
}
