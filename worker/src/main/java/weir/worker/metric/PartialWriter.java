package weir.worker.metric;

import java.util.Arrays;

/** Writes a partial: counts as variable-length integers, sums as 8 bytes. One thread only. */
final class PartialWriter {
  private byte[] bytes = new byte[256];
  private int size;

  /** Seven bits a byte, the highest bit says that more follow; at most ten bytes. */
  void count(long value) {
    if (value < 0) {
      throw new IllegalArgumentException("count=" + value + " (expected: >= 0)");
    }
    reserve(10);
    long rest = value;
    while (rest > 0x7f) {
      bytes[size++] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    bytes[size++] = (byte) rest;
  }

  void number(double value) {
    reserve(8);
    long bits = Double.doubleToRawLongBits(value);
    for (int shift = 0; shift < 64; shift += 8) {
      bytes[size++] = (byte) (bits >>> shift);
    }
  }

  private void reserve(int more) {
    if (size + more > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(size + more, 2 * bytes.length));
    }
  }

  byte[] toBytes() {
    return Arrays.copyOf(bytes, size);
  }
}
