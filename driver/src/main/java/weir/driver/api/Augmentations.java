package weir.driver.api;

import weir.worker.augment.AugmentSpec;

/**
 * How training images are changed, anew in every epoch; see docs/training.md. For static import.
 */
public final class Augmentations {
  private Augmentations() {}

  /** Left and right change places every other time. */
  public static AugmentSpec flip() {
    return AugmentSpec.Flip.DEFAULT;
  }

  /** Left and right, and top and bottom, change places with these probabilities. */
  public static AugmentSpec flip(double horizontal, double vertical) {
    return new AugmentSpec.Flip(horizontal, vertical);
  }

  /** Turned by at most so many degrees. */
  public static AugmentSpec rotate(double degrees) {
    return new AugmentSpec.Rotate(degrees);
  }

  /** Enlarged or shrunk by a factor of 1 − range to 1 + range. */
  public static AugmentSpec scale(double range) {
    return new AugmentSpec.Scale(range);
  }

  /** Moved by at most this fraction of height and width. */
  public static AugmentSpec shift(double fraction) {
    return new AugmentSpec.Shift(fraction);
  }

  /** Framed by so many black pixels, then cut to the old size anywhere. */
  public static AugmentSpec crop(int padding) {
    return new AugmentSpec.Crop(padding);
  }

  /** Distances to black times a factor of 1 − range to 1 + range. */
  public static AugmentSpec brightness(double range) {
    return new AugmentSpec.Brightness(range);
  }

  /** Normally distributed numbers on top; their deviation as a share of black to white. */
  public static AugmentSpec noise(double deviation) {
    return new AugmentSpec.Noise(deviation);
  }
}
