package weir.worker.metric;

import java.util.Arrays;

/**
 * How many rows each pair of classes has, the true one and the predicted one. Pairs that no row has
 * take no room. It holds {@link #MOST} different pairs at most: where there are more it holds none,
 * so that what it says is exact, and whether it says anything depends on the rows alone, not on the
 * order in which they are counted or merged. One thread at a time.
 */
final class PairCounts {
  /** Different pairs at most: 8 MiB. All pairs of 512 classes. */
  static final int MOST = 1 << 18;

  private static final long FREE = -1;
  private static final int FIRST_PLACES = 64;

  /** Open addressing, at most half full. */
  private long[] pairs = places(FIRST_PLACES);

  private long[] rows = new long[FIRST_PLACES];
  private int size;
  private boolean tooMany;

  private static long[] places(int count) {
    long[] places = new long[count];
    Arrays.fill(places, FREE);
    return places;
  }

  /** True when there were more than {@link #MOST} pairs: nothing is known of any. */
  boolean tooMany() {
    return tooMany;
  }

  /** Number of different pairs. */
  int size() {
    return size;
  }

  /** Counts rows of a pair, which is any number that is not negative. */
  void add(long pair, long count) {
    if (tooMany) {
      return;
    }
    int at = find(pair);
    if (pairs[at] == FREE) {
      if (size == MOST) {
        forget();
        return;
      }
      if (2 * (size + 1) > pairs.length) {
        grow();
        at = find(pair);
      }
      pairs[at] = pair;
      size++;
    }
    rows[at] += count;
  }

  /** Forgets all pairs, and those that are still to come. */
  void forget() {
    tooMany = true;
    pairs = places(1);
    rows = new long[1];
    size = 0;
  }

  /** Adds the counts of other rows. */
  void merge(PairCounts other) {
    if (other.tooMany) {
      forget();
      return;
    }
    for (int at = 0; at < other.pairs.length; at++) {
      if (other.pairs[at] != FREE) {
        add(other.pairs[at], other.rows[at]);
      }
    }
  }

  /** Rows of a pair. */
  long rows(long pair) {
    int at = find(pair);
    return pairs[at] == FREE ? 0 : rows[at];
  }

  /** All pairs that occur, ascending. */
  long[] ascending() {
    return Arrays.stream(pairs).filter(pair -> pair != FREE).sorted().toArray();
  }

  private void grow() {
    long[] oldPairs = pairs;
    long[] oldRows = rows;
    pairs = places(2 * oldPairs.length);
    rows = new long[pairs.length];
    for (int i = 0; i < oldPairs.length; i++) {
      if (oldPairs[i] != FREE) {
        int at = find(oldPairs[i]);
        pairs[at] = oldPairs[i];
        rows[at] = oldRows[i];
      }
    }
  }

  /** Where a pair is, or belongs. */
  private int find(long pair) {
    int mask = pairs.length - 1;
    int at = (int) (pair * 0x9E3779B97F4A7C15L >>> 32) & mask;
    while (pairs[at] != pair && pairs[at] != FREE) {
      at = at + 1 & mask;
    }
    return at;
  }
}
