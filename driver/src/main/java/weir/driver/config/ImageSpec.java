package weir.driver.config;

import java.io.Serializable;

/**
 * What image files become.
 *
 * @param height pixels that images are resized to; 0 together with {@code width}: all images must
 *     be as large as the first
 * @param channels that images are converted to, 1 (grey) or 3 (red, green, blue); 0: all images
 *     must have as many as the first
 */
public record ImageSpec(int height, int width, int channels) implements Serializable {
  /** As the first image. */
  public static final ImageSpec AS_FOUND = new ImageSpec(0, 0, 0);

  public ImageSpec {
    Check.require(
        (height > 0 && width > 0) || (height == 0 && width == 0),
        "data.image.size",
        "[" + height + ", " + width + "]",
        "[height, width], each > 0");
    Check.require(
        channels == 0 || channels == 1 || channels == 3, "data.image.channels", channels, "1 or 3");
  }

  /** True when images of other sizes are resized. */
  public boolean resizes() {
    return height > 0;
  }
}
