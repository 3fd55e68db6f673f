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

  /** Few sets: two bits tell them apart. */
  private static final int SET_SHIFT = Long.SIZE - 2;

  private static final boolean NATIVE_IS_LITTLE =
      ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN;

  private RowBytes() {}

  /** The set a row belongs to. */
  public static int set(byte[] row) {
    return row[0];
  }

  /** Moves a row to another set. */
  public static void move(byte[] row, int set) {
    row[0] = (byte) set;
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
    move(row, set);
    INT.set(row, 1, virtualWorker);
    INT.set(row, 5, leafRow);
  }

  /**
   * A number that sorts, unsigned, as the row's bytes do; equal ones are for the bytes to decide.
   */
  public static long sortPrefix(byte[] row) {
    return (long) row[0] << SET_SHIFT | hash(row) >>> (Long.SIZE - SET_SHIFT);
  }

  /** Eight bytes, read in the machine's order, as they stand in memory. */
  public static long bigEndian(long bytes) {
    return NATIVE_IS_LITTLE ? Long.reverseBytes(bytes) : bytes;
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
