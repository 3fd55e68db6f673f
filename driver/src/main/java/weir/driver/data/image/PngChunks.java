package weir.driver.data.image;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.zip.CRC32;

/**
 * The frame of a PNG file: 8 bytes of signature, then chunks of length, type, data and CRC-32, the
 * last of type IEND. The decoder of the JDK looks at neither sum nor end.
 */
final class PngChunks {
  private static final long SIGNATURE = 0x89504e470d0a1a0aL;
  private static final int END = 0x49454e44;
  private static final int EXIF = 0x65584966;
  private static final int AROUND = 12;

  private PngChunks() {}

  static boolean isPng(byte[] file) {
    return file.length >= Long.BYTES && ByteBuffer.wrap(file).getLong() == SIGNATURE;
  }

  /** What the chunk of EXIF holds; null where there is none. The file was checked. */
  static ByteBuffer exif(byte[] file) {
    ByteBuffer chunks = ByteBuffer.wrap(file);
    int at = Long.BYTES;
    while (chunks.getInt(at + 4) != END) {
      if (chunks.getInt(at + 4) == EXIF) {
        return chunks.slice(at + 8, chunks.getInt(at));
      }
      at += AROUND + chunks.getInt(at);
    }
    return null;
  }

  /** Fails when a chunk is damaged or missing. */
  static void check(byte[] file) throws IOException {
    ByteBuffer chunks = ByteBuffer.wrap(file).position(Long.BYTES);
    int type = 0;
    while (type != END) {
      if (chunks.remaining() < AROUND) {
        throw new IOException("it ends too early");
      }
      int length = chunks.getInt(chunks.position());
      if (length < 0 || length > chunks.remaining() - AROUND) {
        throw new IOException("it ends inside a chunk of " + (length & 0xffffffffL) + " bytes");
      }
      type = chunks.getInt(chunks.position() + 4);
      CRC32 sum = new CRC32();
      sum.update(file, chunks.position() + 4, 4 + length);
      if ((int) sum.getValue() != chunks.getInt(chunks.position() + 8 + length)) {
        throw new IOException("it is damaged: a chunk's checksum is wrong");
      }
      chunks.position(chunks.position() + AROUND + length);
    }
  }
}
