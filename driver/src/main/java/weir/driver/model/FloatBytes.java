package weir.driver.model;

import java.io.DataInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Floats as little-endian bytes: files and digests. Thread-safe: no state. */
public final class FloatBytes {
  private FloatBytes() {}

  /** Takes bytes. */
  @FunctionalInterface
  interface Sink {
    void accept(byte[] bytes, int offset, int length) throws IOException;
  }

  /** Hands out the bytes of {@code values} in pieces of at most {@code pieceFloats} floats. */
  static void forEach(float[] values, int pieceFloats, Sink sink) throws IOException {
    ByteBuffer piece = ByteBuffer.allocate(4 * pieceFloats).order(ByteOrder.LITTLE_ENDIAN);
    for (int offset = 0; offset < values.length; offset += pieceFloats) {
      int length = Math.min(pieceFloats, values.length - offset);
      piece.asFloatBuffer().put(values, offset, length);
      sink.accept(piece.array(), 0, 4 * length);
    }
  }

  /** Fills {@code values}. */
  static void read(DataInputStream in, float[] values, int pieceFloats) throws IOException {
    ByteBuffer piece = ByteBuffer.allocate(4 * pieceFloats).order(ByteOrder.LITTLE_ENDIAN);
    for (int offset = 0; offset < values.length; offset += pieceFloats) {
      int length = Math.min(pieceFloats, values.length - offset);
      in.readFully(piece.array(), 0, 4 * length);
      piece.asFloatBuffer().get(values, offset, length);
    }
  }

  /** Lower-case hex SHA-256 over the little-endian bytes: {@code weightsSha256} of the report. */
  public static String sha256(float[] values) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      forEach(values, 64 * 1024, digest::update);
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException | IOException e) {
      throw new IllegalStateException("every Java has SHA-256, and memory cannot fail to write", e);
    }
  }
}
