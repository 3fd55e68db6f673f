package weir.driver.data.image;

import java.io.IOException;
import java.util.Arrays;

/**
 * What the samples of a JPEG file are, by the rules of libjpeg. The reader of the JDK has rules of
 * its own, and where a profile of colours lies in the file it bends the samples by it.
 *
 * @param components 1, 3 or 4 samples a pixel
 * @param luma whether the first three are luma and differences of colour
 */
record JpegHeader(int components, boolean luma) {
  private static final int ADOBE = 0xee;
  private static final int JFIF = 0xe0;
  private static final int TRANSFORM = 11;

  /**
   * @throws IOException when there are other components
   */
  static JpegHeader of(byte[] file) throws IOException {
    boolean jfif = false;
    int transform = -1;
    int[] names = {};
    for (JpegSegment segment : JpegSegment.before(file)) {
      if (segment.begins(file, JFIF, "JFIF\0")) {
        jfif = true;
      } else if (segment.begins(file, ADOBE, "Adobe") && segment.length() > TRANSFORM) {
        transform = file[segment.from() + TRANSFORM] & 0xff;
      } else if (segment.isFrame()) {
        names = names(file, segment);
      }
    }
    boolean luma =
        switch (names.length) {
          case 1 -> false;
          case 3 -> jfif || (transform < 0 ? !isRgb(names) : transform > 0);
          case 4 -> transform > 0;
          default ->
              throw new IOException(
                  "it has " + names.length + " components of colour, not 1, 3 or 4");
        };
    return new JpegHeader(names.length, luma);
  }

  /** Precision, height and width lie before the number of components, three bytes each. */
  private static int[] names(byte[] file, JpegSegment frame) {
    int count = frame.length() > 5 ? file[frame.from() + 5] & 0xff : 0;
    if (frame.length() < 6 + 3 * count) {
      return new int[0];
    }
    int[] names = new int[count];
    for (int i = 0; i < count; i++) {
      names[i] = file[frame.from() + 6 + 3 * i] & 0xff;
    }
    return names;
  }

  private static boolean isRgb(int[] names) {
    return Arrays.equals(names, new int[] {'R', 'G', 'B'});
  }
}
