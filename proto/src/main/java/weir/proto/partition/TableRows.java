package weir.proto.partition;

/**
 * Rows of a table in the memory of a worker: row {@code ids[first + i]} lies at {@code
 * values[offset + i·rowLength]}. Ids ascend and differ.
 *
 * @param count how many rows
 */
public record TableRows(
    int[] ids, int first, int count, float[] values, int offset, int rowLength) {

  /** The rows {@code from} to {@code to} (excluded) of these, counted from 0. */
  public TableRows slice(int from, int to) {
    return new TableRows(
        ids, first + from, to - from, values, offset + from * rowLength, rowLength);
  }

  /** How many of the rows have ids below {@code id}. */
  public int below(int id) {
    int low = 0;
    int high = count;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (ids[first + middle] < id) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
