package weir.driver.data;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import weir.driver.config.SlidingWindow;
import weir.driver.data.row.RowBytes;
import weir.worker.data.RowRanks;

/**
 * Which windows are in which block: window r of a set is row r / V of virtual worker r mod V, and a
 * block holds some windows of one virtual worker in order. A pure function of the numbers of rows.
 *
 * @param ahead rows after the input whose labels are the target; 0: those of the last input row
 * @param lead rows before a window that smoothing looks at
 * @param blockWindows windows of a block, at most
 * @param rows of each set, by ordinal
 */
record WindowLayout(
    SlidingWindow window, int ahead, int lead, int blockWindows, int virtualWorkers, long[] rows)
    implements Serializable {
  private static final long serialVersionUID = 1;

  /** Rows that smoothing looks at before a window. */
  static int lead(SlidingWindow window) {
    return window.smooth().weights().length - 1;
  }

  /** Rows that a window takes. */
  long windowRows() {
    return (long) window.steps() + ahead;
  }

  /** Windows of a set. */
  long windows(int set) {
    return rows[set] < windowRows() ? 0 : (rows[set] - windowRows()) / window.stride() + 1;
  }

  /** Rank of window {@code index} of a block. */
  private long rank(int leaf, int block, int index) {
    return leaf + (long) virtualWorkers * ((long) block * blockWindows + index);
  }

  /** Position of the first row of a window. */
  long start(int leaf, int block, int index) {
    return rank(leaf, block, index) * window.stride();
  }

  /** Position of the first row that a block looks at. */
  long firstRow(int leaf, int block) {
    return Math.max(0, start(leaf, block, 0) - lead);
  }

  /** Windows of a block. */
  int count(int set, int leaf, int block) {
    int all = new RowRanks(windows(set), virtualWorkers).rowsOf(leaf);
    return Math.min(blockWindows, all - block * blockWindows);
  }

  /** Rows from the first to the last that a block looks at. */
  int span(int set, int leaf, int block) {
    long end = start(leaf, block, count(set, leaf, block) - 1) + windowRows();
    return Math.toIntExact(end - firstRow(leaf, block));
  }

  /** A copy of a row that carries its position for each block that looks at it. */
  List<byte[]> copies(byte[] row) {
    int set = RowBytes.set(row);
    long position = RowBytes.position(row);
    long first = Math.max(0, ceiling(position - windowRows() + 1, window.stride()));
    long last = Math.min(windows(set) - 1, (position + lead) / window.stride());
    List<byte[]> copies = new ArrayList<>();
    for (int leaf = 0; leaf < virtualWorkers && leaf <= last; leaf++) {
      long from = first <= leaf ? 0 : ceiling(first - leaf, virtualWorkers);
      long to = (last - leaf) / virtualWorkers;
      for (long block = from / blockWindows; from <= to && block <= to / blockWindows; block++) {
        byte[] copy = row.clone();
        RowBytes.place(copy, set, leaf, Math.toIntExact(block));
        copies.add(copy);
      }
    }
    return copies;
  }

  private static long ceiling(long dividend, int divisor) {
    return -Math.floorDiv(-dividend, divisor);
  }
}
