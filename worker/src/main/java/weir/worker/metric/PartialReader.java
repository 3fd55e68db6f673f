package weir.worker.metric;

/** Reads what a {@link PartialWriter} wrote; damaged bytes are an error. One thread only. */
final class PartialReader {
  private final byte[] bytes;
  private int at;

  PartialReader(byte[] bytes) {
    this.bytes = bytes;
  }

  long count() {
    long value = 0;
    for (int shift = 0; shift < 63; shift += 7) {
      byte next = next();
      value |= (long) (next & 0x7f) << shift;
      if (next >= 0) {
        return value;
      }
    }
    throw damaged("a count of more than 63 bits");
  }

  /** A count that says how many entries follow, each of which takes a byte at least. */
  int entries() {
    long value = count();
    if (value > bytes.length - at) {
      throw damaged(value + " entries");
    }
    return (int) value;
  }

  /** Fills what {@link PartialWriter#sparse} wrote. */
  void sparse(long[] values) {
    int at = 0;
    while (true) {
      long zeros = count();
      if (zeros > values.length - at) {
        throw damaged("more than " + values.length + " counts");
      }
      at += (int) zeros;
      if (at == values.length) {
        return;
      }
      values[at++] = count();
    }
  }

  double number() {
    long bits = 0;
    for (int shift = 0; shift < 64; shift += 8) {
      bits |= (next() & 0xffL) << shift;
    }
    return Double.longBitsToDouble(bits);
  }

  void end() {
    if (at != bytes.length) {
      throw damaged((bytes.length - at) + " bytes left over");
    }
  }

  IllegalArgumentException damaged(String what) {
    return new IllegalArgumentException(
        "partial of " + bytes.length + " bytes: " + what + " at byte " + at);
  }

  private byte next() {
    if (at == bytes.length) {
      throw damaged("cut short");
    }
    return bytes[at++];
  }
}
