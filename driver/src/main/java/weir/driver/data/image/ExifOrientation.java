package weir.driver.data.image;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * How a camera was held, as the tag Orientation of EXIF says: 1 to 8. Where it says nothing that
 * can be read, pictures stay as they are stored.
 */
final class ExifOrientation {
  private static final int STORED = 1;
  private static final int APPLICATION_1 = 0xe1;
  private static final String EXIF = "Exif\0\0";
  private static final int TAG = 0x112;
  private static final int SHORT = 3;
  private static final int ENTRY_BYTES = 12;

  private ExifOrientation() {}

  /** The picture upright. */
  static PixelImage upright(byte[] file, PixelImage stored) {
    int orientation = of(file);
    if (orientation == STORED) {
      return stored;
    }
    boolean swapped = orientation > 4;
    boolean down = orientation == 3 || orientation == 4 || orientation == 6 || orientation == 7;
    boolean left = orientation == 2 || orientation == 3 || orientation == 7 || orientation == 8;
    int height = swapped ? stored.width() : stored.height();
    int width = swapped ? stored.height() : stored.width();
    int channels = stored.channels();
    byte[] pixels = new byte[stored.pixels().length];
    for (int y = 0, to = 0; y < height; y++) {
      for (int x = 0; x < width; x++, to += channels) {
        int row = swapped ? x : y;
        int column = swapped ? y : x;
        row = down ? stored.height() - 1 - row : row;
        column = left ? stored.width() - 1 - column : column;
        int from = (row * stored.width() + column) * channels;
        System.arraycopy(stored.pixels(), from, pixels, to, channels);
      }
    }
    return new PixelImage(height, width, channels, pixels);
  }

  private static int of(byte[] file) {
    ByteBuffer tiff = PngChunks.isPng(file) ? PngChunks.exif(file) : inJpeg(file);
    try {
      return tiff == null ? STORED : read(tiff);
    } catch (BufferUnderflowException | IndexOutOfBoundsException | IllegalArgumentException e) {
      // It ends too early: nothing is said.
      return STORED;
    }
  }

  private static ByteBuffer inJpeg(byte[] file) {
    for (JpegSegment segment : JpegSegment.before(file)) {
      if (segment.begins(file, APPLICATION_1, EXIF)) {
        int header = EXIF.length();
        return ByteBuffer.wrap(file, segment.from() + header, segment.length() - header).slice();
      }
    }
    return null;
  }

  /**
   * The first folder of a TIFF: its order of bytes, 42, where the folder lies; then its entries.
   */
  private static int read(ByteBuffer tiff) {
    tiff.order(tiff.get(0) == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
    int folder = tiff.getInt(4);
    int entries = tiff.getShort(folder) & 0xffff;
    for (int i = 0; i < entries; i++) {
      int entry = folder + 2 + ENTRY_BYTES * i;
      if (tiff.getShort(entry) == TAG && tiff.getShort(entry + 2) == SHORT) {
        int value = tiff.getShort(entry + 8);
        return value >= 1 && value <= 8 ? value : STORED;
      }
    }
    return STORED;
  }
}
