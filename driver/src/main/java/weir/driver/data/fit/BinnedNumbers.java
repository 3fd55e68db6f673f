package weir.driver.data.fit;

import java.io.Serializable;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** What several {@link SparseBins} of one bracket counted, to find ranks in. One thread only. */
public final class BinnedNumbers {

  /** Numbers whose ordered bits are from {@code low} to {@code high}. */
  public record Range(long low, long high) implements Serializable {
    private static final long serialVersionUID = 1;

    /** All numbers. */
    public static final Range ALL = new Range(Long.MIN_VALUE, Long.MAX_VALUE);

    /** True when it holds one number. */
    public boolean isExact() {
      return low == high;
    }

    /** From the lower low to the higher high. */
    public Range union(Range other) {
      return new Range(Math.min(low, other.low), Math.max(high, other.high));
    }
  }

  private final Range bracket;
  private long below;
  private long inside;
  private int shift;
  private int size;
  private long[] keys = {};
  private long[] counts = {};

  /** Bins of this bracket. */
  public BinnedNumbers(Range bracket) {
    this.bracket = bracket;
  }

  /** Adds what {@link SparseBins#bytes} wrote. */
  public void add(byte[] bins, int prefix) {
    ByteBuffer in = ByteBuffer.wrap(bins).position(prefix);
    below += in.getLong();
    int width = in.getInt();
    int more = in.getInt();
    for (int i = 0; i < size && width > shift; i++) {
      keys[i] >>= width - shift;
    }
    shift = Math.max(shift, width);
    if (size + more > keys.length) {
      keys = Arrays.copyOf(keys, Math.max(size + more, 2 * size));
      counts = Arrays.copyOf(counts, keys.length);
    }
    for (int i = 0; i < more; i++) {
      keys[size] = in.getLong() >> shift - width;
      counts[size] = in.getLong();
      inside += counts[size++];
    }
  }

  /** Where the number with {@code rank} smaller or equal ones before it is; moves the bins. */
  public Range find(long rank) {
    if (rank < below) {
      return new Range(Long.MIN_VALUE, bracket.low() - 1);
    }
    if (rank >= below + inside) {
      return new Range(bracket.high() + 1, Long.MAX_VALUE);
    }
    long low = select(rank - below) << shift;
    return new Range(low, low + (1L << shift) - 1);
  }

  /** Quickselect after Hoare (1961), equal keys together, with counts as weights. */
  private long select(long rank) {
    long rest = rank;
    int from = 0;
    int to = size;
    while (true) {
      long pivot = middle(keys[from], keys[from + (to - from) / 2], keys[to - 1]);
      int less = from;
      int greater = to;
      long lessCount = 0;
      long equalCount = 0;
      for (int i = from; i < greater; ) {
        if (keys[i] < pivot) {
          lessCount += counts[i];
          swap(less++, i++);
        } else if (keys[i] > pivot) {
          swap(--greater, i);
        } else {
          equalCount += counts[i++];
        }
      }
      if (rest < lessCount) {
        to = less;
      } else if (rest < lessCount + equalCount) {
        return pivot;
      } else {
        rest -= lessCount + equalCount;
        from = greater;
      }
    }
  }

  private static long middle(long one, long two, long three) {
    return Math.max(Math.min(one, two), Math.min(Math.max(one, two), three));
  }

  private void swap(int one, int other) {
    long key = keys[one];
    keys[one] = keys[other];
    keys[other] = key;
    long count = counts[one];
    counts[one] = counts[other];
    counts[other] = count;
  }
}
