package weir.worker.data;

import java.util.ArrayList;
import java.util.List;

/** The rows of the virtual workers that one worker owns, in memory. Immutable, thread-safe. */
public final class PartitionStore {
  private final RowLayout layout;
  private final int firstLeaf;
  private final List<LeafRows> leaves;

  /**
   * Takes the blocks as they are; nothing is copied.
   *
   * @param firstLeaf first owned virtual worker
   * @param endLeaf one past the last
   * @param blocks in any order, of owned virtual workers only
   */
  public PartitionStore(
      RowLayout layout, int firstLeaf, int endLeaf, Iterable<? extends RowBlock> blocks) {
    this.layout = layout;
    this.firstLeaf = firstLeaf;
    List<List<RowBlock>> byLeaf = new ArrayList<>();
    for (int leaf = firstLeaf; leaf < endLeaf; leaf++) {
      byLeaf.add(new ArrayList<>());
    }
    for (RowBlock block : blocks) {
      int leaf = block.virtualWorker();
      if (leaf < firstLeaf || leaf >= endLeaf) {
        throw new IllegalArgumentException(
            "block of virtual worker "
                + leaf
                + " (expected: "
                + firstLeaf
                + ".."
                + (endLeaf - 1)
                + ", the ones this worker owns)");
      }
      byLeaf.get(leaf - firstLeaf).add(block);
    }
    List<LeafRows> rows = new ArrayList<>();
    for (int leaf = firstLeaf; leaf < endLeaf; leaf++) {
      rows.add(new LeafRows(leaf, layout, byLeaf.get(leaf - firstLeaf)));
    }
    this.leaves = List.copyOf(rows);
  }

  /** Width, target width and kind of the rows. */
  public RowLayout layout() {
    return layout;
  }

  /** First owned virtual worker. */
  public int firstLeaf() {
    return firstLeaf;
  }

  /** One past the last owned virtual worker. */
  public int endLeaf() {
    return firstLeaf + leaves.size();
  }

  /** The rows of one owned virtual worker, possibly none. */
  public LeafRows leaf(int leaf) {
    return leaves.get(leaf - firstLeaf);
  }

  /** Number of rows of all owned virtual workers. */
  public long rows() {
    return leaves.stream().mapToLong(LeafRows::rows).sum();
  }

  /**
   * Checks that every owned virtual worker has the rows it should have.
   *
   * @throws IllegalStateException naming the first one that has not
   */
  public void verify(RowRanks ranks) {
    for (int leaf = firstLeaf; leaf < endLeaf(); leaf++) {
      int expected = ranks.rowsOf(leaf);
      if (leaf(leaf).rows() != expected) {
        throw new IllegalStateException(
            "virtual worker "
                + leaf
                + " has "
                + leaf(leaf).rows()
                + " rows (expected: "
                + expected
                + " of "
                + ranks.rows()
                + ")");
      }
    }
  }
}
