package weir.driver.data.row;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Layout of a row on its way through the shuffles: a prefix of 9 bytes that sorts it (its set, its
 * hash; later its place), then its canonical bytes, then, in given order, 8 bytes of position.
 */
public final class RowBytes {
  /** Bytes before the canonical ones. */
  public static final int PREFIX = 9;

  static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
  static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
  static final VarHandle FLOAT =
      MethodHandles.byteArrayViewVarHandle(float[].class, ByteOrder.BIG_ENDIAN);

  private RowBytes() {}

  /** The set a row belongs to. */
  public static int set(byte[] row) {
    return row[0];
  }

  /** The keyed hash of a row, to be compared unsigned. */
  public static long hash(byte[] row) {
    return (long) LONG.get(row, 1);
  }

  /** The last 8 bytes: the position of a row in given order. */
  public static long position(byte[] row) {
    return (long) LONG.get(row, row.length - Long.BYTES);
  }

  /** Overwrites the prefix by a place to sort by: virtual worker, then row of it. */
  public static void place(byte[] row, int set, int virtualWorker, int leafRow) {
    row[0] = (byte) set;
    INT.set(row, 1, virtualWorker);
    INT.set(row, 5, leafRow);
  }

  /** The virtual worker of a placed row. */
  public static int virtualWorker(byte[] row) {
    return (int) INT.get(row, 1);
  }

  /** The row inside the virtual worker of a placed row. */
  public static int leafRow(byte[] row) {
    return (int) INT.get(row, 5);
  }
}
