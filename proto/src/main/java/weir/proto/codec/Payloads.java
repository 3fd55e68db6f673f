package weir.proto.codec;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import weir.proto.partition.TableRows;

/** Makes the payloads that one channel sends. Thread-safe. */
public final class Payloads {
  private final ByteBufAllocator allocator;
  private final boolean sameJvm;

  /**
   * @param sameJvm the peer can read this side's arrays
   */
  public Payloads(ByteBufAllocator allocator, boolean sameJvm) {
    this.allocator = allocator;
    this.sameJvm = sameJvm;
  }

  /** True when {@link #lend} copies nothing. */
  public boolean lends() {
    return sameJvm;
  }

  /**
   * {@code length} floats from {@code offset}, without a copy where the peer is in this JVM: the
   * slice must not change until the peer has said that it is done with it.
   */
  public Payload lend(float[] source, int offset, int length) {
    return sameJvm ? new Payload.Lent(source, offset, length) : copy(source, offset, length);
  }

  /** {@code length} floats from {@code offset} as they are now. */
  public Payload copy(float[] source, int offset, int length) {
    int bytes = length * Float.BYTES;
    ByteBuf buffer = allocator.directBuffer(bytes, bytes);
    WireNumbers.write(buffer, source, offset, length);
    return new Payload.Bytes(buffer);
  }

  /** All doubles of {@code source} as they are now. */
  public Payload copy(double[] source) {
    int bytes = source.length * Double.BYTES;
    ByteBuf buffer = allocator.directBuffer(bytes, bytes);
    WireNumbers.writeDoubles(buffer, source);
    return new Payload.Bytes(buffer);
  }

  /** The ids of the rows. */
  public Payload ids(TableRows rows) {
    return new Payload.Bytes(ids(rows, rows.count() * Integer.BYTES));
  }

  /** The ids of the rows, then their floats, as they are now. */
  public Payload copy(TableRows rows) {
    int floats = rows.count() * rows.rowLength();
    ByteBuf buffer = ids(rows, rows.count() * Integer.BYTES + floats * Float.BYTES);
    WireNumbers.write(buffer, rows.values(), rows.offset(), floats);
    return new Payload.Bytes(buffer);
  }

  private ByteBuf ids(TableRows rows, int bytes) {
    ByteBuf buffer = allocator.directBuffer(bytes, bytes);
    WireNumbers.writeInts(buffer, rows.ids(), rows.first(), rows.count());
    return buffer;
  }
}
