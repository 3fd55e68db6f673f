package weir.driver.data.fit;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Counts numbers of a bracket: each different one for itself while they are few, then those whose
 * ordered bits ({@link #ordered}) begin alike together. The bins are as narrow as the limit allows
 * and no promise beyond that; the counts are exact. One thread only.
 */
public final class SparseBins {
  private static final int AT_FIRST = 16;

  private final long low;
  private final long high;
  private final int limit;
  private long below;
  private int shift;
  private int size;
  private int sorted;
  private long[] keys = new long[AT_FIRST];
  private long[] counts = new long[AT_FIRST];

  /**
   * @param low ordered bits of the least number of the bracket
   * @param high of the greatest
   * @param limit bins at most, at least {@code 16}
   */
  public SparseBins(long low, long high, int limit) {
    this.low = low;
    this.high = high;
    this.limit = limit;
  }

  /** Bits that sort as the numbers do, −0 before 0. */
  public static long ordered(double number) {
    long bits = Double.doubleToLongBits(number);
    return bits ^ (bits >> 63 & Long.MAX_VALUE);
  }

  /** The number of those bits. */
  public static double ofOrdered(long ordered) {
    return Double.longBitsToDouble(ordered ^ (ordered >> 63 & Long.MAX_VALUE));
  }

  /** Counts a number, by its ordered bits. */
  public void add(long ordered) {
    if (ordered < low) {
      below++;
    } else if (ordered <= high) {
      if (size == keys.length) {
        reserve();
      }
      keys[size] = ordered >> shift;
      counts[size++] = 1;
    }
  }

  private void reserve() {
    if (size < limit) {
      int length = Math.min(limit, 2 * size);
      keys = Arrays.copyOf(keys, length);
      counts = Arrays.copyOf(counts, length);
    } else {
      compact(limit / 2);
    }
  }

  /** Puts equal keys together and drops their last bits until there are at most {@code most}. */
  private void compact(int most) {
    Arrays.sort(keys, sorted, size);
    long[] mergedKeys = new long[keys.length];
    long[] mergedCounts = new long[keys.length];
    int first = 0;
    int second = sorted;
    int merged = 0;
    while (first < sorted || second < size) {
      boolean head = second == size || (first < sorted && keys[first] <= keys[second]);
      int from = head ? first++ : second++;
      if (merged > 0 && mergedKeys[merged - 1] == keys[from]) {
        mergedCounts[merged - 1] += counts[from];
      } else {
        mergedKeys[merged] = keys[from];
        mergedCounts[merged++] = counts[from];
      }
    }
    keys = mergedKeys;
    counts = mergedCounts;
    size = merged;
    while (size > most) {
      widen();
    }
    sorted = size;
  }

  private void widen() {
    shift++;
    int kept = 0;
    for (int i = 0; i < size; i++) {
      long key = keys[i] >> 1;
      if (kept > 0 && keys[kept - 1] == key) {
        counts[kept - 1] += counts[i];
      } else {
        keys[kept] = key;
        counts[kept++] = counts[i];
      }
    }
    size = kept;
  }

  /** What was counted, after {@code prefix} free bytes. */
  public byte[] bytes(int prefix) {
    compact(limit);
    int length = prefix + Long.BYTES + 2 * Integer.BYTES + 2 * Long.BYTES * size;
    ByteBuffer out = ByteBuffer.allocate(length).position(prefix);
    out.putLong(below).putInt(shift).putInt(size);
    for (int i = 0; i < size; i++) {
      out.putLong(keys[i]).putLong(counts[i]);
    }
    return out.array();
  }
}
