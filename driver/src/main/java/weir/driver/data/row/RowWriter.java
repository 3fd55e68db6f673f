package weir.driver.data.row;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.spark.sql.catalyst.expressions.XXH64;
import org.apache.spark.unsafe.Platform;

/**
 * Writes the canonical bytes of one row after the other, column by column in the order of the
 * schema. One thread only.
 */
public final class RowWriter {
  private byte[] bytes = new byte[256];
  private int length = RowBytes.PREFIX;

  /** Forgets the last row. */
  public void begin() {
    length = RowBytes.PREFIX;
  }

  /** A text; null when missing. */
  public void text(String text) {
    if (text == null) {
      missing();
    } else {
      byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
      text(utf8, 0, utf8.length);
    }
  }

  /** A text as UTF-8. */
  public void text(byte[] utf8, int from, int count) {
    count(count + 1);
    bytes(utf8, from, count);
  }

  /** A text that is missing. */
  public void missing() {
    count(0);
  }

  /** A number; NaN when missing. */
  public void number(double value) {
    bits(NumberBits.of(value));
  }

  /** A number that no double holds, as {@link Numbers#exact} writes it. */
  public void exact(String number) {
    bits(NumberBits.EXACT);
    text(number);
  }

  /** A text among numbers, as UTF-8. */
  public void stray(byte[] utf8, int from, int count) {
    bits(NumberBits.STRAY);
    text(utf8, from, count);
  }

  private void bits(long bits) {
    reserve(Double.BYTES);
    RowBytes.LONG.set(bytes, length, bits);
    length += Double.BYTES;
  }

  /** A float32 value of a sparse row. */
  public void single(float value) {
    reserve(Float.BYTES);
    RowBytes.INT.set(bytes, length, Float.floatToIntBits(value + 0.0f));
    length += Float.BYTES;
  }

  /** An index of a sparse row. */
  public void index(int value) {
    reserve(Integer.BYTES);
    RowBytes.INT.set(bytes, length, value);
    length += Integer.BYTES;
  }

  /** Unsigned bytes as they are. */
  public void bytes(byte[] source, int from, int count) {
    reserve(count);
    System.arraycopy(source, from, bytes, length, count);
    length += count;
  }

  /** A count or an index that is not negative, in 1 to 5 bytes. */
  public void count(int value) {
    reserve(5);
    int rest = value;
    while (rest >>> 7 != 0) {
      bytes[length++] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    bytes[length++] = (byte) rest;
  }

  /** The keyed hash of what was written: XXH64 with {@code key} as its seed. */
  public long hash(long key) {
    int count = length - RowBytes.PREFIX;
    return XXH64.hashUnsafeBytes(bytes, Platform.BYTE_ARRAY_OFFSET + RowBytes.PREFIX, count, key);
  }

  /** A copy of the row with its prefix. */
  public byte[] finish(int set, long hash) {
    byte[] row = Arrays.copyOf(bytes, length);
    row[0] = (byte) set;
    RowBytes.LONG.set(row, 1, hash);
    return row;
  }

  /** A copy of the row with its prefix and its position in given order. */
  public byte[] finish(int set, long hash, long position) {
    byte[] row = Arrays.copyOf(bytes, length + Long.BYTES);
    row[0] = (byte) set;
    RowBytes.LONG.set(row, 1, hash);
    RowBytes.LONG.set(row, length, position);
    return row;
  }

  private void reserve(int more) {
    if (length + more > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(length + more, 2 * bytes.length));
    }
  }
}
