package weir.driver.data.rank;

import weir.driver.data.row.RowWriter;
import weir.driver.data.source.RowCursor;

/**
 * Rows are split and ranked by their hash alone, so that equal rows are on one side of a split.
 *
 * @param set of rows that are in no fraction: the ordinal of a set
 * @param key of the hash
 */
public record HashKeys(int set, long key, Fractions fractions) implements RowKeys {
  private static final long serialVersionUID = 1;

  /** Ranks need other bits than the split, or the rows left over would fill few buckets. */
  private static final long SPLIT = 0x9E3779B97F4A7C15L;

  @Override
  public byte[] finish(RowWriter writer, RowCursor row) {
    long hash = writer.hash(key);
    if (fractions.isNone()) {
      return writer.finish(set, hash);
    }
    return writer.finish(fractions.set(uniform(hash ^ SPLIT), set), hash);
  }

  /** A number of [0, 1) that {@code seed} decides. */
  static double uniform(long seed) {
    return (mix(seed) >>> 11) * 0x1p-53;
  }

  private static long mix(long value) {
    long z = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
