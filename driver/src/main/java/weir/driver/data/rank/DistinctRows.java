package weir.driver.data.rank;

import java.util.Arrays;
import java.util.Iterator;
import java.util.NoSuchElementException;

/** Sorted rows without those that equal the row before them, in the sets where that is wished. */
public final class DistinctRows implements Iterator<byte[]> {
  private final Iterator<byte[]> rows;
  private final int sets;
  private byte[] last;
  private byte[] next;

  private DistinctRows(Iterator<byte[]> rows, int sets) {
    this.rows = rows;
    this.sets = sets;
  }

  /**
   * @param sets bit s: drop repeated rows of the set with ordinal s
   */
  public static Iterator<byte[]> of(Iterator<byte[]> rows, int sets) {
    return sets == 0 ? rows : new DistinctRows(rows, sets);
  }

  @Override
  public boolean hasNext() {
    while (next == null && rows.hasNext()) {
      byte[] row = rows.next();
      boolean repeated = (sets >> row[0] & 1) == 1 && Arrays.equals(row, last);
      // The consumer may overwrite the prefix of the row it got.
      last = row.clone();
      next = repeated ? null : row;
    }
    return next != null;
  }

  @Override
  public byte[] next() {
    if (!hasNext()) {
      throw new NoSuchElementException("no more rows");
    }
    byte[] row = next;
    next = null;
    return row;
  }
}
