package weir.worker.data;

import java.io.Serializable;

/**
 * Where the globally ranked rows lie: rank {@code r} is row {@code r / V} of virtual worker {@code
 * r mod V}, so that sizes differ by at most one and depend neither on input splits nor on the
 * cluster.
 *
 * @param rows number of rows of all virtual workers together
 * @param virtualWorkers V, a power of two
 */
public record RowRanks(long rows, int virtualWorkers) implements Serializable {
  private static final long serialVersionUID = 1;

  public RowRanks {
    if (virtualWorkers < 1 || Integer.bitCount(virtualWorkers) != 1) {
      throw new IllegalArgumentException(
          "virtualWorkers="
              + virtualWorkers
              + " (expected: a power of two); set train.virtualWorkers");
    }
    if (rows < 0 || rows / virtualWorkers >= Integer.MAX_VALUE - 8) {
      throw new IllegalArgumentException(
          "rows="
              + rows
              + " (expected: 0 to 2147483638 a virtual worker, of which there are "
              + virtualWorkers
              + "); set train.virtualWorkers");
    }
  }

  /** Number of rows of one virtual worker: ceil((rows − leaf) / V). */
  public int rowsOf(int leaf) {
    return (int) firstAtOrAfter(leaf, rows);
  }

  /** Position inside {@code leaf} of its first row whose rank is {@code rank} or more. */
  long firstAtOrAfter(int leaf, long rank) {
    return rank <= leaf ? 0 : (rank - leaf + virtualWorkers - 1) / virtualWorkers;
  }
}
