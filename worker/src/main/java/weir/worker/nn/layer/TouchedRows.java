package weir.worker.nn.layer;

import java.util.Arrays;
import weir.proto.partition.TableRows;

/**
 * The rows of a sparse table that a worker's samples of one step look up. Only those are in its
 * vectors of weights and gradients, one after another in the order of their ids. Allocates nothing
 * per step. One thread only.
 *
 * <pre>{@code
 * rows.clear();
 * rows.add(17); …  // for each id of each sample
 * rows.sort();
 * int at = rows.offset() + rows.place(17) * units;
 * }</pre>
 */
public final class TouchedRows {
  private static final int FREE = -1;

  private final int unit;
  private final int rowLength;
  private final int[] ids;
  private final int[] keys;
  private final int[] places;
  private final int shift;
  private int count;
  private int offset;

  /**
   * Room for rows.
   *
   * @param unit of the table
   * @param most how many rows a step touches at most
   */
  public TouchedRows(int unit, int rowLength, int most) {
    this.unit = unit;
    this.rowLength = rowLength;
    this.ids = new int[most];
    this.keys = new int[Integer.highestOneBit(most) << 2];
    this.places = new int[keys.length];
    this.shift = 1 + Integer.numberOfLeadingZeros(keys.length);
    Arrays.fill(keys, FREE);
  }

  /** The unit that the table is. */
  public int unit() {
    return unit;
  }

  /** Floats that the rows of a step take at most. */
  public int length() {
    return ids.length * rowLength;
  }

  /** Where the first row lies in the vectors. */
  public int offset() {
    return offset;
  }

  /** Says where the first row lies in the vectors; once. */
  public void offset(int position) {
    offset = position;
  }

  /** How many different rows there are. */
  public int count() {
    return count;
  }

  /** Forgets all rows. */
  public void clear() {
    Arrays.fill(keys, FREE);
    count = 0;
  }

  /** Adds a row, unless it is there; to be followed by {@link #sort}. */
  public void add(int id) {
    int at = find(id);
    if (keys[at] == FREE) {
      keys[at] = id;
      ids[count++] = id;
    }
  }

  /** All rows have been added: gives them their places. */
  public void sort() {
    Arrays.sort(ids, 0, count);
    for (int place = 0; place < count; place++) {
      places[find(ids[place])] = place;
    }
  }

  /** The place of a row that was added, from 0. */
  public int place(int id) {
    return places[find(id)];
  }

  /** The rows as they lie in a vector. */
  public TableRows in(float[] vector) {
    return new TableRows(ids, 0, count, vector, offset, rowLength);
  }

  /** Where a row's key is, or belongs: the keys are at most half full. */
  private int find(int id) {
    int mask = keys.length - 1;
    int at = id * 0x9E3779B9 >>> shift;
    while (keys[at] != id && keys[at] != FREE) {
      at = at + 1 & mask;
    }
    return at;
  }
}
