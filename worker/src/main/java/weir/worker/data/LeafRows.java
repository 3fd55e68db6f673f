package weir.worker.data;

import java.util.Comparator;
import java.util.List;

/**
 * All rows of one virtual worker, in rank order: the blocks they were packed into, used in place.
 * Immutable, thread-safe; a {@link Batch} that is filled belongs to one thread.
 */
public final class LeafRows {
  private final int leaf;
  private final RowLayout layout;
  private final RowBlock[] blocks;
  private final int[] starts;
  private final int rows;

  /**
   * @param blocks all blocks of the leaf, in any order; none for an empty leaf
   * @throws IllegalArgumentException when blocks overlap, leave a gap, or differ in layout
   */
  public LeafRows(int leaf, RowLayout layout, List<RowBlock> blocks) {
    this.leaf = leaf;
    this.layout = layout;
    this.blocks =
        blocks.stream()
            .filter(block -> block.rows() > 0)
            .sorted(Comparator.comparingInt(RowBlock::firstRow))
            .toArray(RowBlock[]::new);
    this.starts = new int[this.blocks.length];
    int next = 0;
    for (int i = 0; i < this.blocks.length; i++) {
      RowBlock block = this.blocks[i];
      check(block, next);
      starts[i] = next;
      next += block.rows();
    }
    this.rows = next;
  }

  /** The rows of one block alone, numbered from 0: evaluation needs no more. */
  public static LeafRows of(RowBlock block) {
    RowBlock alone =
        new RowBlock(
            block.virtualWorker(),
            0,
            block.rows(),
            block.width(),
            block.values(),
            block.rowStart(),
            block.columns(),
            block.targets(),
            block.targetWidth(),
            block.weights());
    return new LeafRows(block.virtualWorker(), RowLayout.of(block), List.of(alone));
  }

  private void check(RowBlock block, int next) {
    if (block.virtualWorker() != leaf || block.firstRow() != next) {
      throw new IllegalArgumentException(
          "block of virtual worker "
              + block.virtualWorker()
              + " begins at row "
              + block.firstRow()
              + " (expected: virtual worker "
              + leaf
              + ", row "
              + next
              + ")");
    }
    if (!RowLayout.of(block).equals(layout)) {
      throw new IllegalArgumentException(
          "block of virtual worker "
              + leaf
              + " has "
              + RowLayout.of(block)
              + " (expected: "
              + layout
              + ")");
    }
  }

  /** Number of rows. */
  public int rows() {
    return rows;
  }

  /** Width, target width and kind of the rows. */
  public RowLayout layout() {
    return layout;
  }

  /**
   * Copies the rows at {@code positions[from]} to {@code positions[from + count − 1]} into {@code
   * batch}, in that order.
   */
  public void gather(int[] positions, int from, int count, Batch batch) {
    if (layout.sparse()) {
      reserve(positions, from, count, batch);
    }
    for (int i = 0; i < count; i++) {
      copy(positions[from + i], i, batch);
    }
    batch.rows(count);
  }

  private void reserve(int[] positions, int from, int count, Batch batch) {
    long nonZeros = 0;
    for (int i = 0; i < count; i++) {
      int position = positions[from + i];
      int at = find(position);
      int row = position - starts[at];
      int[] rowStart = blocks[at].rowStart();
      nonZeros += rowStart[row + 1] - rowStart[row];
    }
    if (nonZeros > BatchTooLargeException.MOST) {
      throw BatchTooLargeException.stored(nonZeros, count);
    }
    batch.reserve((int) nonZeros);
    batch.rowStart()[0] = 0;
  }

  private void copy(int position, int to, Batch batch) {
    int at = find(position);
    RowBlock block = blocks[at];
    int row = position - starts[at];
    if (layout.sparse()) {
      int start = block.rowStart()[row];
      int length = block.rowStart()[row + 1] - start;
      int begin = batch.rowStart()[to];
      System.arraycopy(block.values(), start, batch.values(), begin, length);
      System.arraycopy(block.columns(), start, batch.columns(), begin, length);
      batch.rowStart()[to + 1] = begin + length;
    } else {
      int width = layout.width();
      System.arraycopy(block.values(), row * width, batch.values(), to * width, width);
    }
    int width = layout.targetWidth();
    System.arraycopy(block.targets(), row * width, batch.targets(), to * width, width);
    if (layout.weighted()) {
      batch.weights()[to] = block.weights()[row];
    }
  }

  /** Index of the block that holds a row. */
  private int find(int position) {
    if (position < 0 || position >= rows) {
      throw new IndexOutOfBoundsException(
          "row " + position + " of virtual worker " + leaf + " (expected: 0.." + (rows - 1) + ")");
    }
    int low = 0;
    int high = starts.length - 1;
    while (low < high) {
      int middle = (low + high + 1) >>> 1;
      if (starts[middle] <= position) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return low;
  }
}
