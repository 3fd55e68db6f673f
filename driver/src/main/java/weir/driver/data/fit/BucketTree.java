package weir.driver.data.fit;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Adds the statistics of consecutive buckets in the one binary tree over all {@link #BUCKETS}, the
 * way a binary counter carries, so that only a few are held. One thread only.
 */
public final class BucketTree {
  /** Rows are added up in this many buckets, by the top bits of their hash. */
  public static final int BUCKETS = 256;

  private record Subtree(int level, RowStatistics statistics) {}

  private final Deque<Subtree> pending = new ArrayDeque<>();

  /** The bucket of a hash. */
  public static int bucket(long hash) {
    return (int) (hash >>> 56);
  }

  /**
   * Appends a subtree of {@code 2^level} buckets; null when they have no rows. Its first bucket
   * must be a multiple of its size.
   */
  public void append(int level, RowStatistics statistics) {
    int height = level;
    RowStatistics sum = statistics;
    while (!pending.isEmpty() && pending.peek().level() == height) {
      RowStatistics before = pending.pop().statistics();
      if (before != null && sum != null) {
        before.merge(sum);
      }
      sum = before == null ? sum : before;
      height++;
    }
    pending.push(new Subtree(height, sum));
  }

  /** The sum of all appended buckets, which must fill one subtree; null without rows. */
  public RowStatistics sum() {
    if (pending.size() != 1) {
      throw new IllegalStateException(pending.size() + " subtrees (expected: one)");
    }
    return pending.peek().statistics();
  }
}
