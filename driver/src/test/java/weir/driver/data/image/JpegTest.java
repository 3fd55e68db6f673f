package weir.driver.data.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * JPEG files of 4 x 4 pixels beside what Pillow 9.4 makes of them, {@code convert("RGB")}. One
 * level of each of two factors is what rounding in a cosine transform may differ by; where both are
 * libjpeg's nothing differs.
 */
class JpegTest {
  private static final int TOLERANCE = 2;

  /** Four components with the marker of Adobe, transform 0: CMYK. */
  private static final byte[] INKS =
      Base64.getMimeDecoder()
          .decode(
              """
              /9j/7gAOQWRvYmUAZAAAAAAA/9sAQwADAgIDAgIDAwMDBAMDBAUIBQUEBAUKBwcGCAwKDAwLCgsLDQ4SEA0OEQ4L
              CxAWEBETFBUVFQwPFxgWFBgSFBUU/8AAFAgABAAEBEMRAE0RAFkRAEsRAP/EABQAAQAAAAAAAAAAAAAAAAAAAAb/
              xAAkEAACAgEEAgEFAAAAAAAAAAABAgMEBQYREiEABxUkMTKh0f/aAA4EQwBNAFkASwAAPwA77W1dZpavlrTJNkJo
              Ykje3Zyl8SzsBsXcJYVAzHs8VVdz0AOvCur9XyY+bE3LmJw2oMjmMXVy9u9nMdHcnaaeMSMqs4PCNdwqouwAG53Y
              szHdXe1s/SupNWlhrzXJbs9mSKIK08gv2Yw7kfk3CNF3PfFFH2A8Uas9k575ub6v9H++f//Z
              """);

  /** Three components with the marker of JFIF. */
  private static final byte[] COLOURS =
      Base64.getMimeDecoder()
          .decode(
              """
              /9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAAMCAgMCAgMDAwMEAwMEBQgFBQQEBQoHBwYIDAoMDAsKCwsNDhIQDQ4R
              DgsLEBYQERMUFRUVDA8XGBYUGBIUFRT/2wBDAQMEBAUEBQkFBQkUDQsNFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQU
              FBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBT/wAARCAAEAAQDAREAAhEBAxEB/8QAFAABAAAAAAAAAAAAAAAAAAAA
              Bv/EABwQAAIDAAMBAAAAAAAAAAAAAAEEAgMFBhEhUf/EABQBAQAAAAAAAAAAAAAAAAAAAAL/xAAdEQEAAwACAwEA
              AAAAAAAAAAABAgMRBCESEzEi/9oADAMBAAIRAxEAPwBJwTha2hmOVLuu5CaLtySyeZZGiquusiI8EeyT6TKRJ7Pw
              AAWcXjjH2wLHwrdnsn9VwkhrgargBqv1VHFlnHruYQWwJu11Sxl3gygvifA16O1dX//Z
              """);

  private static final int[] CMYK = {
    192, 187, 190, 154, 136, 107, 127, 85, 40, 102, 37, 121, 103, 133, 151, 81, 76, 84, 52, 34, 147,
    33, 125, 85, 37, 78, 112, 149, 34, 53, 118, 117, 118, 94, 79, 62, 100, 29, 86, 77, 109, 32, 54,
    70, 81, 40, 38, 41
  };
  private static final int[] YCCK = {
    0, 109, 0, 43, 65, 0, 140, 19, 81, 36, 82, 175, 17, 142, 28, 113, 91, 130, 30, 144, 169, 120,
    145, 48, 106, 153, 158, 58, 0, 104, 0, 78, 0, 60, 44, 35, 40, 43, 137, 120, 50, 0, 50, 88, 64,
    106, 58, 118
  };
  private static final int[] RGB = {
    25, 31, 47, 50, 89, 96, 84, 138, 212, 118, 200, 89, 124, 85, 42, 142, 152, 144, 181, 200, 30,
    206, 63, 117, 199, 145, 75, 48, 196, 184, 41, 57, 57, 82, 114, 161, 86, 199, 119, 126, 57, 200,
    144, 117, 87, 176, 173, 168
  };
  private static final int[] UNTRANSFORMED = {
    31, 137, 124, 78, 138, 108, 130, 174, 95, 163, 86, 96, 92, 100, 151, 148, 126, 124, 175, 46,
    132, 112, 131, 195, 153, 84, 161, 150, 147, 55, 52, 131, 120, 110, 157, 108, 156, 107, 78, 94,
    188, 151, 122, 108, 144, 173, 125, 130
  };

  private static final int ADOBE_BYTES = 16;
  private static final int JFIF_BYTES = 18;

  private static void check(byte[] file, int[] expected) throws IOException {
    PixelImage image = ImageDecoder.decode(file);
    assertThat(image.shape().extents()).containsExactly(4, 4, 3);
    for (int i = 0; i < expected.length; i++) {
      assertThat(image.pixels()[i] & 0xff)
          .as("sample %d", i)
          .isCloseTo(expected[i], within(TOLERANCE));
    }
  }

  /** With other bytes between the first marker and what follows {@code dropped} bytes later. */
  private static byte[] with(byte[] file, int dropped, byte[]... segments) {
    var bytes = new ByteArrayOutputStream();
    bytes.write(file, 0, 2);
    for (byte[] segment : segments) {
      bytes.writeBytes(segment);
    }
    bytes.write(file, 2 + dropped, file.length - 2 - dropped);
    return bytes.toByteArray();
  }

  private static byte[] segment(int marker, byte[] content) {
    return ByteBuffer.allocate(4 + content.length)
        .putShort((short) marker)
        .putShort((short) (2 + content.length))
        .put(content)
        .array();
  }

  private static byte[] adobe(int transform) {
    byte[] segment = Arrays.copyOfRange(INKS, 2, 2 + ADOBE_BYTES);
    segment[ADOBE_BYTES - 1] = (byte) transform;
    return segment;
  }

  @Test
  void inksBecomeRedGreenAndBlue() throws IOException {
    check(INKS, CMYK);
    check(with(INKS, ADOBE_BYTES, adobe(2)), YCCK);
    check(with(INKS, ADOBE_BYTES), CMYK);
  }

  @Test
  void aProfileOfColoursBendsNothing() throws IOException {
    byte[] data = ICC_Profile.getInstance(ColorSpace.CS_LINEAR_RGB).getData();
    byte[] head = "ICC_PROFILE\0\1\1".getBytes(StandardCharsets.ISO_8859_1);
    byte[] content = Arrays.copyOf(head, head.length + data.length);
    System.arraycopy(data, 0, content, head.length, data.length);
    check(with(COLOURS, 0, segment(0xffe2, content)), RGB);
    check(with(INKS, 0, segment(0xffe2, content)), CMYK);
  }

  /** Cameras number components as they like, and some leave the marker out. */
  @Test
  void threeComponentsAreLumaUnlessTheFileSaysOtherwise() throws IOException {
    check(COLOURS, RGB);
    check(with(COLOURS, JFIF_BYTES), RGB);
    check(named(with(COLOURS, JFIF_BYTES), 0, 1, 2), RGB);
    check(named(with(COLOURS, JFIF_BYTES), 1, 34, 35), RGB);
    check(named(COLOURS, 'R', 'G', 'B'), RGB);
    check(with(COLOURS, JFIF_BYTES, adobe(1)), RGB);
    check(with(COLOURS, JFIF_BYTES, adobe(0)), UNTRANSFORMED);
    check(named(with(COLOURS, JFIF_BYTES), 'R', 'G', 'B'), UNTRANSFORMED);
  }

  private static byte[] named(byte[] file, int... names) {
    byte[] named = file.clone();
    int frame = indexOf(named, 0xc0);
    int scan = indexOf(named, 0xda);
    for (int i = 0; i < 3; i++) {
      named[frame + 10 + 3 * i] = (byte) names[i];
      named[scan + 5 + 2 * i] = (byte) names[i];
    }
    return named;
  }

  private static int indexOf(byte[] file, int marker) {
    return IntStream.range(0, file.length)
        .filter(at -> file[at] == (byte) 0xff && file[at + 1] == (byte) marker)
        .findFirst()
        .orElseThrow();
  }

  @Test
  void otherNumbersOfComponentsAreRefused() {
    byte[] two = COLOURS.clone();
    two[indexOf(two, 0xc0) + 9] = 2;
    assertThatThrownBy(() -> ImageDecoder.decode(two)).isInstanceOf(IOException.class);
  }

  /** Expected: Pillow's {@code ImageOps.exif_transpose} of [[1, 2, 3], [4, 5, 6]]. */
  @ParameterizedTest
  @CsvSource({
    "1, 2, 123456",
    "2, 2, 321654",
    "3, 2, 654321",
    "4, 2, 456123",
    "5, 3, 142536",
    "6, 3, 415263",
    "7, 3, 635241",
    "8, 3, 362514",
    "9, 2, 123456"
  })
  void exifTurnsAPictureUpright(int orientation, int height, String expected) {
    PixelImage stored = new PixelImage(2, 3, 1, new byte[] {1, 2, 3, 4, 5, 6});
    for (ByteOrder order : new ByteOrder[] {ByteOrder.BIG_ENDIAN, ByteOrder.LITTLE_ENDIAN}) {
      byte[] tiff = tiff(order, orientation);
      byte[] exif =
          ("Exif\0\0" + new String(tiff, StandardCharsets.ISO_8859_1))
              .getBytes(StandardCharsets.ISO_8859_1);
      for (byte[] file : new byte[][] {with(COLOURS, 0, segment(0xffe1, exif)), png(tiff)}) {
        PixelImage upright = ExifOrientation.upright(file, stored);
        assertThat(upright.shape().extents()).containsExactly(height, 6 / height, 1);
        StringBuilder digits = new StringBuilder();
        for (byte pixel : upright.pixels()) {
          digits.append(pixel);
        }
        assertThat(digits).hasToString(expected);
      }
    }
  }

  /** One entry of another tag, then the orientation. */
  private static byte[] tiff(ByteOrder order, int orientation) {
    return ByteBuffer.allocate(38)
        .order(order)
        .put(order == ByteOrder.BIG_ENDIAN ? new byte[] {'M', 'M'} : new byte[] {'I', 'I'})
        .putShort((short) 42)
        .putInt(8)
        .putShort((short) 2)
        .putShort((short) 0x100)
        .putShort((short) 4)
        .putInt(1)
        .putInt(6)
        .putShort((short) 0x112)
        .putShort((short) 3)
        .putInt(1)
        .putShort((short) orientation)
        .array();
  }

  private static byte[] png(byte[] tiff) {
    return ByteBuffer.allocate(8 + 12 + tiff.length + 12)
        .putLong(0x89504e470d0a1a0aL)
        .putInt(tiff.length)
        .putInt(0x65584966)
        .put(tiff)
        .putInt(0)
        .putInt(0)
        .putInt(0x49454e44)
        .putInt(0)
        .array();
  }

  @Test
  void picturesWithoutOrDamagedExifStayAsTheyAre() {
    PixelImage stored = new PixelImage(1, 2, 1, new byte[] {1, 2});
    assertThat(ExifOrientation.upright(COLOURS, stored)).isSameAs(stored);
    byte[] tiff = tiff(ByteOrder.BIG_ENDIAN, 2);
    for (int length = 0; length < 30; length++) {
      byte[] cut = png(Arrays.copyOf(tiff, length));
      assertThat(ExifOrientation.upright(cut, stored)).isSameAs(stored);
    }
    tiff[4] = (byte) 0x80;
    assertThat(ExifOrientation.upright(png(tiff), stored)).isSameAs(stored);
  }
}
