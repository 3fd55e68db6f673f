package weir.driver.config;

import java.io.Serializable;

/**
 * What image files become.
 *
 * @param height pixels that images are resized to; 0 together with {@code width}: all images must
 *     be as large as the first
 * @param channels that images are converted to, 1 (grey) or 3 (red, green, blue); 0: all images
 *     must have as many as the first
 * @param orientation which way up they are, before they are resized
 */
public record ImageSpec(int height, int width, int channels, Orientation orientation)
    implements Serializable {
  private static final long serialVersionUID = 1;

  /** As the first image. */
  public static final ImageSpec AS_FOUND = new ImageSpec(0, 0, 0);

  /** Which way up pictures are. */
  public enum Orientation implements Choice {
    /** As their samples are stored. */
    STORED,
    /** As the tag Orientation of EXIF turns them, where a file has it. */
    EXIF
  }

  /** Images as they are stored. */
  public ImageSpec(int height, int width, int channels) {
    this(height, width, channels, Orientation.STORED);
  }

  /** Of this size. */
  public ImageSpec withSize(int rows, int columns) {
    return new ImageSpec(rows, columns, channels, orientation);
  }

  /** With these channels. */
  public ImageSpec withChannels(int number) {
    return new ImageSpec(height, width, number, orientation);
  }

  /** This way up. */
  public ImageSpec withOrientation(Orientation way) {
    return new ImageSpec(height, width, channels, way);
  }

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
