package weir.driver.data;

import java.io.Serializable;

/**
 * The size of packed blocks: decided by the data alone, never by memory or cluster.
 *
 * @param rows of a block, at most
 * @param width numbers of a dense row, or columns of sparse ones
 * @param targets numbers of a target
 */
record BlockShape(int rows, int width, int targets, boolean sparse) implements Serializable {
  private static final long serialVersionUID = 1;

  /** Below half a region of the garbage collector, so that blocks are ordinary objects. */
  private static final int BYTES = 256 << 10;

  private static final int MOST_ROWS = 8192;

  /**
   * @param rowBytes of a packed row, on average
   */
  static BlockShape of(double rowBytes, int width, int targets, boolean sparse) {
    int rows = (int) Math.min(MOST_ROWS, Math.max(1, BYTES / Math.max(1, rowBytes)));
    return new BlockShape(rows, width, targets, sparse);
  }
}
