package weir.driver.data;

import weir.driver.data.PreparedData.RowCounts;

/**
 * What the packed rows of a training take in memory, known before any is packed.
 *
 * @param rows of each set
 * @param rowBytes of a packed row, on average
 * @param numbers of a prepared row and its target; columns of sparse rows
 */
public record PackedSize(RowCounts rows, double rowBytes, long numbers) {
  /** A header a block, and what aligns it: little beside its rows. */
  private static final double BLOCKS = 1.005;

  /** Rows that workers hold while they train. */
  public double trainedBytes() {
    return BLOCKS * rowBytes * (rows.training() + rows.validation());
  }

  /** Rows that wait in the cache for the end. */
  public double testBytes() {
    return BLOCKS * rowBytes * rows.test();
  }
}
