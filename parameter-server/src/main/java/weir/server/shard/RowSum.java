package weir.server.shard;

import java.util.Arrays;
import weir.proto.client.ParameterException;
import weir.proto.client.ParameterException.Code;
import weir.proto.codec.Payload;
import weir.tensor.Kernels;

/**
 * Gradient sums of some rows of a table, ids ascending. Grows to what it had to hold and is used
 * again. Concurrency: the thread that owns the table's part.
 */
final class RowSum {
  private static final int LONGEST_ARRAY = Integer.MAX_VALUE - 8;

  private final int rowLength;
  private int count;
  private int[] ids = new int[0];
  private float[] values = new float[0];

  RowSum(int rowLength) {
    this.rowLength = rowLength;
  }

  int count() {
    return count;
  }

  /** Id of the row at {@code index}. */
  int id(int index) {
    return ids[index];
  }

  /** The rows, one after another. */
  float[] values() {
    return values;
  }

  void clear() {
    count = 0;
  }

  /** Appends ids with their rows behind them; nobody has checked the ids. */
  void append(Payload payload) {
    int rows = payload.bytes() / (Integer.BYTES + rowLength * Float.BYTES);
    reserve(count + rows);
    payload.readIds(ids, count, rows);
    payload.readRows(rows, values, count * rowLength);
    count += rows;
  }

  /** Appends one row. */
  void append(int id, float[] source, int offset) {
    reserve(count + 1);
    ids[count] = id;
    System.arraycopy(source, offset, values, count * rowLength, rowLength);
    count++;
  }

  /** The sum of two: rows that both have are added, the others stay as they are. */
  void merge(RowSum left, RowSum right) {
    clear();
    reserve(Math.min(LONGEST_ARRAY / rowLength, left.count + right.count));
    int l = 0;
    int r = 0;
    while (l < left.count && r < right.count) {
      int order = Integer.compare(left.ids[l], right.ids[r]);
      if (order > 0) {
        append(right.ids[r], right.values, r++ * rowLength);
        continue;
      }
      append(left.ids[l], left.values, l++ * rowLength);
      if (order == 0) {
        Kernels.add(right.values, r++ * rowLength, values, (count - 1) * rowLength, rowLength);
      }
    }
    append(left, l);
    append(right, r);
  }

  private void append(RowSum other, int from) {
    int rows = other.count - from;
    System.arraycopy(other.ids, from, ids, count, rows);
    System.arraycopy(other.values, from * rowLength, values, count * rowLength, rows * rowLength);
    count += rows;
  }

  /** Where a row is, or a negative number. */
  int find(int id) {
    return Arrays.binarySearch(ids, 0, count, id);
  }

  private void reserve(int rows) {
    if (ids.length < rows) {
      int length = capacity(rows, ids.length, rowLength);
      ids = Arrays.copyOf(ids, length);
      values = Arrays.copyOf(values, length * rowLength);
    }
  }

  /**
   * Rows to make room for, half as many again as there was where an array holds those.
   *
   * @param rows that are needed
   * @param before rows that there is room for
   */
  static int capacity(int rows, int before, int rowLength) {
    int most = LONGEST_ARRAY / rowLength;
    if (rows > most) {
      throw new ParameterException(
          Code.BAD_REQUEST,
          rows
              + " rows of "
              + rowLength
              + " floats in one step (expected: at most "
              + most
              + "); set train.batchSize lower");
    }
    return Math.max(rows, (int) Math.min(most, before * 3L / 2));
  }
}
