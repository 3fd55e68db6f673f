package weir.driver.data.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.awt.image.WritableRaster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import weir.driver.config.ImageSpec;

class ImageDecoderTest {

  private static byte[] encoded(BufferedImage image, String format) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    assertThat(ImageIO.write(image, format, bytes)).isTrue();
    return bytes.toByteArray();
  }

  /** Sample (x, y, band) is a number of its own. */
  private static BufferedImage filled(BufferedImage image) {
    WritableRaster raster = image.getRaster();
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        for (int band = 0; band < raster.getNumBands(); band++) {
          int most = (1 << raster.getSampleModel().getSampleSize(band)) - 1;
          raster.setSample(x, y, band, (37 * x + 11 * y + 101 * band) % 256 * most / 255);
        }
      }
    }
    return image;
  }

  private static byte[] expected(int height, int width, int channels) {
    byte[] pixels = new byte[height * width * channels];
    for (int i = 0; i < pixels.length; i++) {
      int x = i / channels % width;
      pixels[i] = (byte) ((37 * x + 11 * (i / channels / width) + 101 * (i % channels)) % 256);
    }
    return pixels;
  }

  @ParameterizedTest
  @ValueSource(
      ints = {
        BufferedImage.TYPE_BYTE_GRAY,
        BufferedImage.TYPE_USHORT_GRAY,
        BufferedImage.TYPE_INT_RGB,
        BufferedImage.TYPE_3BYTE_BGR,
        BufferedImage.TYPE_INT_ARGB
      })
  void takesTheSamplesOfAPngAsTheyAre(int type) throws IOException {
    PixelImage image = ImageDecoder.decode(encoded(filled(new BufferedImage(5, 3, type)), "png"));
    boolean grey = type == BufferedImage.TYPE_BYTE_GRAY || type == BufferedImage.TYPE_USHORT_GRAY;
    assertThat(image.shape().extents()).containsExactly(3, 5, grey ? 1 : 3);
    assertThat(image.pixels()).isEqualTo(expected(3, 5, grey ? 1 : 3));
  }

  @Test
  void takesTheColoursOfAPalette() throws IOException {
    byte[] red = {0, (byte) 200, 9};
    byte[] green = {0, 100, 9};
    IndexColorModel palette = new IndexColorModel(2, 3, red, green, red);
    BufferedImage image = new BufferedImage(3, 1, BufferedImage.TYPE_BYTE_INDEXED, palette);
    image.getRaster().setSample(0, 0, 0, 1);
    image.getRaster().setSample(1, 0, 0, 2);
    PixelImage colours = ImageDecoder.decode(encoded(image, "png"));
    assertThat(colours.pixels()).containsExactly(200, 100, 200, 9, 9, 9, 0, 0, 0);
    IndexColorModel greys = new IndexColorModel(1, 2, red, red, red);
    BufferedImage grey = new BufferedImage(2, 1, BufferedImage.TYPE_BYTE_BINARY, greys);
    grey.getRaster().setSample(1, 0, 0, 1);
    assertThat(ImageDecoder.decode(encoded(grey, "png")).pixels()).containsExactly(0, 200);
  }

  @Test
  void takesGreyAndColourOfAJpeg() throws IOException {
    for (int type : new int[] {BufferedImage.TYPE_BYTE_GRAY, BufferedImage.TYPE_INT_RGB}) {
      BufferedImage image = new BufferedImage(16, 8, type);
      int bands = image.getRaster().getNumBands();
      for (int band = 0; band < bands; band++) {
        int[] samples = new int[128];
        Arrays.fill(samples, 40 + 70 * band);
        image.getRaster().setSamples(0, 0, 16, 8, band, samples);
      }
      PixelImage decoded = ImageDecoder.decode(encoded(image, "jpeg"));
      assertThat(decoded.shape().extents()).containsExactly(8, 16, bands);
      for (int i = 0; i < decoded.pixels().length; i++) {
        assertThat(decoded.pixels()[i] & 0xff).isCloseTo(40 + 70 * (i % bands), within(2));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"png", "jpeg"})
  void refusesAnImageThatIsCutOff(String format) throws IOException {
    byte[] whole = encoded(filled(new BufferedImage(40, 30, BufferedImage.TYPE_INT_RGB)), format);
    for (int length : new int[] {0, 1, 7, 20, whole.length / 2, whole.length - 20}) {
      assertThatThrownBy(() -> ImageDecoder.decode(Arrays.copyOf(whole, length)))
          .as("%d of %d bytes", length, whole.length)
          .isInstanceOf(IOException.class);
    }
  }

  @Test
  void refusesADamagedPng() throws IOException {
    byte[] whole = encoded(filled(new BufferedImage(40, 30, BufferedImage.TYPE_INT_RGB)), "png");
    for (int at = 8; at < whole.length; at += 13) {
      byte[] damaged = whole.clone();
      damaged[at] ^= 0x10;
      assertThatThrownBy(() -> ImageDecoder.decode(damaged)).isInstanceOf(IOException.class);
    }
  }

  @Test
  void refusesOtherFormats() throws IOException {
    byte[] gif = encoded(new BufferedImage(4, 4, BufferedImage.TYPE_BYTE_GRAY), "gif");
    assertThatThrownBy(() -> ImageDecoder.decode(gif)).hasMessage("it is neither PNG nor JPEG");
  }

  @Test
  void resizesAndConverts() {
    byte[] four = {0, 100, (byte) 200, 40};
    PixelImage square = new PixelImage(2, 2, 1, four);
    assertThat(square.as(new ImageSpec(2, 2, 0)).pixels()).isEqualTo(four);
    assertThat(square.as(new ImageSpec(1, 1, 1)).pixels()).as("the mean").containsExactly(85);
    PixelImage wide = square.as(new ImageSpec(2, 4, 1));
    assertThat(wide.pixels())
        .as("between centres in a straight line")
        .containsExactly(0, 25, 75, 100, (byte) 200, (byte) 160, 80, 40);
    assertThat(square.as(new ImageSpec(1, 1, 3)).pixels()).containsExactly(85, 85, 85);
    PixelImage colours = new PixelImage(1, 1, 3, new byte[] {100, (byte) 200, 50});
    assertThat(colours.as(new ImageSpec(0, 0, 1)).pixels()).containsExactly((byte) 153);
    byte[] even = new byte[7 * 5 * 3];
    Arrays.fill(even, (byte) 77);
    assertThat(new PixelImage(7, 5, 3, even).as(new ImageSpec(3, 11, 3)).pixels())
        .as("an even colour stays")
        .hasSize(99)
        .containsOnly(77);
  }
}
