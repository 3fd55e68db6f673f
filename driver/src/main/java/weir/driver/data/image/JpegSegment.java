package weir.driver.data.image;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A segment in front of the samples.
 *
 * @param from where its content begins
 */
record JpegSegment(int marker, int from, int length) {
  private static final int START_OF_SCAN = 0xda;

  /** Those of a file, up to its first scan; none where it is no JPEG. */
  static List<JpegSegment> before(byte[] file) {
    List<JpegSegment> segments = new ArrayList<>();
    int at = 2;
    while (isJpeg(file) && file.length >= at + 4) {
      int marker = file[at + 1] & 0xff;
      if (file[at] != (byte) 0xff || marker == 0xff) {
        // Fill bytes may lie between segments.
        at++;
        continue;
      }
      int length = (file[at + 2] & 0xff) << 8 | file[at + 3] & 0xff;
      if (marker == START_OF_SCAN || length < 2 || length > file.length - at - 2) {
        break;
      }
      segments.add(new JpegSegment(marker, at + 4, length - 2));
      at += 2 + length;
    }
    return segments;
  }

  /** True for files that begin as JPEG does: a start of image, then a marker. */
  static boolean isJpeg(byte[] file) {
    return file.length > 2
        && file[0] == (byte) 0xff
        && file[1] == (byte) 0xd8
        && file[2] == (byte) 0xff;
  }

  boolean begins(byte[] file, int wanted, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
    return marker == wanted
        && length >= bytes.length
        && Arrays.equals(file, from, from + bytes.length, bytes, 0, bytes.length);
  }

  /** Of 0xc0 to 0xcf four say something else. */
  boolean isFrame() {
    return marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc;
  }
}
