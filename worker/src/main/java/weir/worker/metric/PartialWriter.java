package weir.worker.metric;

import java.util.Arrays;

/** Writes a partial: counts as variable-length integers, sums as 8 bytes. One thread only. */
final class PartialWriter {
  private static final int LONGEST = Integer.MAX_VALUE - 8;

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

  /** Counts of which most are zero: zeros in a row are written as their number. */
  void sparse(long[] values) {
    long zeros = 0;
    for (long value : values) {
      if (value == 0) {
        zeros++;
      } else {
        count(zeros);
        count(value);
        zeros = 0;
      }
    }
    count(zeros);
  }

  void number(double value) {
    reserve(8);
    long bits = Double.doubleToRawLongBits(value);
    for (int shift = 0; shift < 64; shift += 8) {
      bytes[size++] = (byte) (bits >>> shift);
    }
  }

  private void reserve(int more) {
    if (more > bytes.length - size) {
      if (bytes.length == LONGEST) {
        throw new IllegalStateException(
            "sums of more than 2 GiB (expected: fewer different scores a worker); evaluate fewer"
                + " rows, or on more workers");
      }
      bytes = Arrays.copyOf(bytes, (int) Math.min(LONGEST, 2L * bytes.length));
    }
  }

  byte[] toBytes() {
    return Arrays.copyOf(bytes, size);
  }
}
