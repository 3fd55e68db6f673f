package weir.driver.data.image;

import java.awt.image.Raster;

/**
 * The colours of JPEG samples, in the arithmetic of libjpeg (ITU-R BT.601, 16 bits behind the
 * point). Four components are taken for inks stored upside down, as Adobe and after it everybody
 * writes them; what the inks let through is red, green and blue.
 */
final class JpegColours {
  private static final int HALF = 1 << 15;
  private static final int RED_OF_RED = 91881;
  private static final int BLUE_OF_BLUE = 116130;
  private static final int GREEN_OF_BLUE = 22554;
  private static final int GREEN_OF_RED = 46802;

  private final JpegHeader header;
  private final byte[] pixels;
  private int at;

  private JpegColours(JpegHeader header, int pixels) {
    this.header = header;
    this.pixels = new byte[pixels * (header.components() == 1 ? 1 : 3)];
  }

  static PixelImage of(Raster raster, JpegHeader header) {
    int height = raster.getHeight();
    int width = raster.getWidth();
    JpegColours colours = new JpegColours(header, height * width);
    int[] line = new int[width * header.components()];
    for (int row = 0; row < height; row++) {
      raster.getPixels(0, row, width, 1, line);
      for (int from = 0; from < line.length; from += header.components()) {
        colours.add(line, from);
      }
    }
    return new PixelImage(height, width, colours.pixels.length / (height * width), colours.pixels);
  }

  private void add(int[] line, int from) {
    if (header.components() == 1) {
      pixels[at++] = (byte) line[from];
      return;
    }
    int light = header.components() == 4 ? line[from + 3] : -1;
    if (!header.luma()) {
      for (int channel = 0; channel < 3; channel++) {
        // Plain inks are stored as what they let through.
        put(line[from + channel], light);
      }
      return;
    }
    int luma = line[from];
    int blue = line[from + 1] - 128;
    int red = line[from + 2] - 128;
    put(luma + (RED_OF_RED * red + HALF >> 16), light);
    put(luma + (-GREEN_OF_BLUE * blue - GREEN_OF_RED * red + HALF >> 16), light);
    put(luma + (BLUE_OF_BLUE * blue + HALF >> 16), light);
  }

  /**
   * @param light what black lets through; negative where there is no black
   */
  private void put(int value, int light) {
    int bounded = Math.max(0, Math.min(255, value));
    // Transformed inks come out of the transform the right way up.
    int ink = header.luma() ? bounded : 255 - bounded;
    pixels[at++] = (byte) (light < 0 ? bounded : Math.max(0, light - share(ink, light)));
  }

  /** ink x light / 255, rounded. */
  private static int share(int ink, int light) {
    int product = ink * light + 128;
    return (product >> 8) + product >> 8;
  }
}
