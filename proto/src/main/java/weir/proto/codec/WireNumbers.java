package weir.proto.codec;

import io.netty.buffer.ByteBuf;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Moves numbers between arrays and little-endian payloads in bulk. The caller must own the buffer:
 * what several threads share are duplicates of it ({@code retainedDuplicate}).
 */
final class WireNumbers {
  private WireNumbers() {}

  /** How many floats the readable bytes hold. */
  static int floats(ByteBuf payload) {
    return payload.readableBytes() / Float.BYTES;
  }

  /** Appends {@code length} floats of {@code source} from {@code offset}. */
  static void write(ByteBuf target, float[] source, int offset, int length) {
    int bytes = length * Float.BYTES;
    if (bytes == 0) {
      return;
    }
    target.ensureWritable(bytes);
    int at = target.writerIndex();
    if (target.nioBufferCount() == 1) {
      view(target.internalNioBuffer(at, bytes)).asFloatBuffer().put(source, offset, length);
    } else {
      for (int i = 0; i < length; i++) {
        target.setFloatLE(at + i * Float.BYTES, source[offset + i]);
      }
    }
    target.writerIndex(at + bytes);
  }

  /** Copies all readable floats to {@code target} from {@code offset}; they stay readable. */
  static void read(ByteBuf source, float[] target, int offset) {
    if (source.nioBufferCount() == 1) {
      int bytes = source.readableBytes();
      view(source.internalNioBuffer(source.readerIndex(), bytes))
          .asFloatBuffer()
          .get(target, offset, floats(source));
      return;
    }
    int start = source.readerIndex();
    int next = 0; // byte of the first float not yet copied
    int begin = 0;
    for (ByteBuffer piece : source.nioBuffers()) {
      int end = begin + piece.remaining();
      while (next < begin && next + Float.BYTES <= end) { // straddles pieces
        target[offset + next / Float.BYTES] = source.getFloatLE(start + next);
        next += Float.BYTES;
      }
      int whole = next < begin ? 0 : (end - next) / Float.BYTES;
      if (whole > 0) {
        piece.position(piece.position() + next - begin);
        view(piece.slice()).asFloatBuffer().get(target, offset + next / Float.BYTES, whole);
        next += whole * Float.BYTES;
      }
      begin = end;
    }
  }

  /** Appends doubles, such as the norms of a chunk's blocks. */
  static void writeDoubles(ByteBuf target, double[] source) {
    target.ensureWritable(source.length * Double.BYTES);
    for (double value : source) {
      target.writeDoubleLE(value);
    }
  }

  /** Copies all readable doubles to {@code target} from {@code offset}; they stay readable. */
  static void readDoubles(ByteBuf source, double[] target, int offset) {
    int count = source.readableBytes() / Double.BYTES;
    for (int i = 0; i < count; i++) {
      target[offset + i] = source.getDoubleLE(source.readerIndex() + i * Double.BYTES);
    }
  }

  /** Appends {@code count} integers of {@code source} from {@code offset}. */
  static void writeInts(ByteBuf target, int[] source, int offset, int count) {
    target.ensureWritable(count * Integer.BYTES);
    for (int i = offset; i < offset + count; i++) {
      target.writeIntLE(source[i]);
    }
  }

  /** Copies the first {@code count} readable integers to {@code target} from {@code offset}. */
  static void readInts(ByteBuf source, int[] target, int offset, int count) {
    for (int i = 0; i < count; i++) {
      target[offset + i] = source.getIntLE(source.readerIndex() + i * Integer.BYTES);
    }
  }

  private static ByteBuffer view(ByteBuffer bytes) {
    return bytes.order(ByteOrder.LITTLE_ENDIAN);
  }
}
