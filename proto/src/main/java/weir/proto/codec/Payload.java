package weir.proto.codec;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.util.ReferenceCounted;

/**
 * The numbers a frame carries behind its header: bytes of the wire, or, inside one JVM, a slice of
 * the sender's own array. Whoever holds one gives it back by {@link #release}; {@link #retain} adds
 * a holder. Made by {@link Payloads}.
 */
public sealed interface Payload {
  /** No numbers. */
  Payload NONE = new Bytes(Unpooled.EMPTY_BUFFER);

  /** Little-endian bytes; their reference passes to the payload. */
  static Payload of(ByteBuf bytes) {
    return new Bytes(bytes);
  }

  /** What it takes on a wire. */
  int bytes();

  /** Copies all floats to {@code target} from {@code offset}. */
  void read(float[] target, int offset);

  /** Copies all doubles to {@code target} from {@code offset}. */
  void readDoubles(double[] target, int offset);

  /**
   * Of rows of a table: copies the first {@code count} numbers, the ids, to {@code ids} from {@code
   * at}.
   */
  void readIds(int[] ids, int at, int count);

  /** Of rows of a table: copies the floats behind {@code count} ids to {@code target}. */
  void readRows(int count, float[] target, int offset);

  /** The same numbers for one more holder, who may read them at the same time. */
  Payload retain();

  /** Holds it once more for one who takes over: nobody else reads it meanwhile. */
  default Payload keep() {
    holder().retain();
    return this;
  }

  /** Who counts its references. */
  ReferenceCounted holder();

  /** The caller holds it no longer. */
  default void release() {
    holder().release();
  }

  /** How many floats it is. */
  default int floats() {
    return bytes() / Float.BYTES;
  }

  /**
   * Little-endian bytes, counted by reference.
   *
   * @param buffer its readable bytes
   */
  record Bytes(ByteBuf buffer) implements Payload {
    @Override
    public int bytes() {
      return buffer.readableBytes();
    }

    @Override
    public void read(float[] target, int offset) {
      WireNumbers.read(buffer, target, offset);
    }

    @Override
    public void readDoubles(double[] target, int offset) {
      WireNumbers.readDoubles(buffer, target, offset);
    }

    @Override
    public void readIds(int[] ids, int at, int count) {
      WireNumbers.readInts(buffer, ids, at, count);
    }

    @Override
    public void readRows(int count, float[] target, int offset) {
      int begin = count * Integer.BYTES;
      WireNumbers.read(buffer.slice(buffer.readerIndex() + begin, bytes() - begin), target, offset);
    }

    @Override
    public Payload retain() {
      return new Bytes(buffer.retainedDuplicate());
    }

    @Override
    public ReferenceCounted holder() {
      return buffer;
    }
  }

  /** A slice that its owner leaves as it is until the peer has answered. */
  record Lent(float[] array, int offset, int length) implements Payload {
    @Override
    public int bytes() {
      return length * Float.BYTES;
    }

    @Override
    public void read(float[] target, int at) {
      System.arraycopy(array, offset, target, at, length);
    }

    @Override
    public void readDoubles(double[] target, int at) {
      throw wrong("doubles");
    }

    @Override
    public void readIds(int[] ids, int at, int count) {
      throw wrong("ids of rows");
    }

    @Override
    public void readRows(int count, float[] target, int at) {
      throw wrong("rows behind their ids");
    }

    private IllegalStateException wrong(String expected) {
      return new IllegalStateException(length + " floats (expected: " + expected + ")");
    }

    @Override
    public Payload retain() {
      return this;
    }

    @Override
    public ReferenceCounted holder() {
      return Unpooled.EMPTY_BUFFER; // counts nothing: arrays belong to the garbage collector
    }
  }
}
