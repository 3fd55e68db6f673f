package weir.driver.data.image;

import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/**
 * PNG and JPEG to pixels, by the decoders of the JDK. Samples are taken as they are stored, without
 * any management of colours: transparency is ignored, and of 16 bits the upper 8 count.
 */
final class ImageDecoder {
  private static final Set<String> FORMATS = Set.of("png", "jpeg");

  /** What the decoder of JPEG only warns of, and fills with grey. */
  private static final Pattern DAMAGE = Pattern.compile("(?i)corrupt|premature|truncated");

  private static final long MOST_PIXELS = 1 << 27;

  private ImageDecoder() {}

  /**
   * Decodes a file.
   *
   * @throws IOException when the bytes are no whole image
   */
  static PixelImage decode(byte[] file) throws IOException {
    if (PngChunks.isPng(file)) {
      PngChunks.check(file);
    }
    ImageInputStream stream = new MemoryCacheImageInputStream(new ByteArrayInputStream(file));
    ImageReader reader = reader(stream);
    try {
      reader.setInput(stream, true, true);
      List<String> damage = new ArrayList<>();
      reader.addIIOReadWarningListener((source, warning) -> damage.add(warning));
      long pixels = (long) reader.getWidth(0) * reader.getHeight(0);
      if (pixels > MOST_PIXELS) {
        throw new IOException("it has " + pixels + " pixels, more than " + MOST_PIXELS);
      }
      PixelImage image = isJpeg(reader) ? jpeg(reader, file) : pixels(reader.read(0));
      for (String warning : damage) {
        if (DAMAGE.matcher(warning).find()) {
          throw new IOException("it is damaged: " + warning);
        }
      }
      return image;
    } catch (RuntimeException e) {
      // The decoders of the JDK answer some damaged files with exceptions of their own arithmetic.
      throw new IOException("it is damaged: " + e, e);
    } finally {
      reader.dispose();
    }
  }

  private static boolean isJpeg(ImageReader reader) throws IOException {
    return reader.getFormatName().equalsIgnoreCase("jpeg");
  }

  private static PixelImage jpeg(ImageReader reader, byte[] file) throws IOException {
    return JpegColours.of(reader.readRaster(0, null), JpegHeader.of(file));
  }

  private static ImageReader reader(ImageInputStream stream) throws IOException {
    Iterator<ImageReader> readers = ImageIO.getImageReaders(stream);
    while (readers.hasNext()) {
      ImageReader reader = readers.next();
      if (FORMATS.contains(reader.getFormatName().toLowerCase(Locale.ROOT))) {
        return reader;
      }
      reader.dispose();
    }
    throw new IOException("it is neither PNG nor JPEG");
  }

  private static PixelImage pixels(BufferedImage image) {
    ColorModel colours = image.getColorModel();
    return colours instanceof IndexColorModel palette
        ? ofPalette(image.getRaster(), palette)
        : ofSamples(image.getRaster(), colours);
  }

  /** {@code BufferedImage.getRGB} would bend grey values; samples are what the file says. */
  private static PixelImage ofSamples(Raster raster, ColorModel colours) {
    int channels = colours.getNumColorComponents() == 1 ? 1 : 3;
    int width = raster.getWidth();
    int height = raster.getHeight();
    byte[] pixels = new byte[height * width * channels];
    int[] line = new int[width];
    for (int channel = 0; channel < channels; channel++) {
      int most = (1 << raster.getSampleModel().getSampleSize(channel)) - 1;
      for (int row = 0; row < height; row++) {
        raster.getSamples(0, row, width, 1, channel, line);
        for (int column = 0; column < width; column++) {
          int value = most > 255 ? line[column] >>> 8 : line[column] * 255 / most;
          pixels[(row * width + column) * channels + channel] = (byte) value;
        }
      }
    }
    return new PixelImage(height, width, channels, pixels);
  }

  private static PixelImage ofPalette(Raster raster, IndexColorModel palette) {
    int channels = isGrey(palette) ? 1 : 3;
    int width = raster.getWidth();
    int height = raster.getHeight();
    byte[] pixels = new byte[height * width * channels];
    int at = 0;
    for (int row = 0; row < height; row++) {
      for (int column = 0; column < width; column++) {
        int colour = palette.getRGB(raster.getSample(column, row, 0));
        for (int shift = 16; shift > 16 - 8 * channels; shift -= 8) {
          pixels[at++] = (byte) (colour >>> shift);
        }
      }
    }
    return new PixelImage(height, width, channels, pixels);
  }

  private static boolean isGrey(IndexColorModel palette) {
    for (int i = 0; i < palette.getMapSize(); i++) {
      if (palette.getRed(i) != palette.getGreen(i) || palette.getRed(i) != palette.getBlue(i)) {
        return false;
      }
    }
    return true;
  }
}
