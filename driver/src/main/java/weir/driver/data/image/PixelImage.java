package weir.driver.data.image;

import weir.driver.config.ImageSpec;
import weir.tensor.Shape;

/**
 * A decoded image. Immutable by convention.
 *
 * @param channels 1 (grey) or 3 (red, green, blue)
 * @param pixels [height, width, channels], unsigned
 */
record PixelImage(int height, int width, int channels, byte[] pixels) {

  Shape shape() {
    return new Shape(height, width, channels);
  }

  /** Converted and resized where {@code wanted} says so. */
  PixelImage as(ImageSpec wanted) {
    PixelImage converted =
        wanted.channels() == 0 || wanted.channels() == channels
            ? this
            : wanted.channels() == 1 ? grey() : coloured();
    boolean fits = wanted.height() == height && wanted.width() == width;
    return fits || !wanted.resizes()
        ? converted
        : Resizing.of(converted, wanted.height(), wanted.width());
  }

  /** Luma of ITU-R BT.601. */
  private PixelImage grey() {
    byte[] grey = new byte[height * width];
    for (int i = 0; i < grey.length; i++) {
      int red = pixels[3 * i] & 0xff;
      int green = pixels[3 * i + 1] & 0xff;
      int blue = pixels[3 * i + 2] & 0xff;
      grey[i] = (byte) ((299 * red + 587 * green + 114 * blue + 500) / 1000);
    }
    return new PixelImage(height, width, 1, grey);
  }

  private PixelImage coloured() {
    byte[] coloured = new byte[3 * pixels.length];
    for (int i = 0; i < coloured.length; i++) {
      coloured[i] = pixels[i / 3];
    }
    return new PixelImage(height, width, 3, coloured);
  }
}
