package weir.worker.augment;

import java.io.Serializable;

/**
 * One random change of training images [height, width, channels], drawn anew for every row in every
 * epoch. Numbers are drawn evenly unless said otherwise; places that no pixel moves to become
 * black. Immutable.
 */
public sealed interface AugmentSpec extends Serializable {

  /** The tag that {@code switch} uses. */
  enum Kind {
    FLIP,
    ROTATE,
    SCALE,
    SHIFT,
    CROP,
    BRIGHTNESS,
    NOISE
  }

  /** The tag of this change. */
  Kind kind();

  /**
   * Mirrors the image.
   *
   * @param horizontal probability that left and right change places
   * @param vertical probability that top and bottom change places
   */
  record Flip(double horizontal, double vertical) implements AugmentSpec {
    private static final long serialVersionUID = 1;

    /** Left and right, every other time. */
    public static final Flip DEFAULT = new Flip(0.5, 0);

    public Flip {
      check("flip.horizontal", horizontal, horizontal <= 1, "0 <= probability <= 1");
      check("flip.vertical", vertical, vertical <= 1, "0 <= probability <= 1");
    }

    @Override
    public Kind kind() {
      return Kind.FLIP;
    }
  }

  /**
   * Turns the image about its centre.
   *
   * @param degrees at most, to either side
   */
  record Rotate(double degrees) implements AugmentSpec {
    private static final long serialVersionUID = 1;

    public Rotate {
      check("rotate.degrees", degrees, degrees <= 180, "0 <= degrees <= 180");
    }

    @Override
    public Kind kind() {
      return Kind.ROTATE;
    }
  }

  /**
   * Enlarges or shrinks the image about its centre by a factor.
   *
   * @param range the factor lies in 1 − range to 1 + range
   */
  record Scale(double range) implements AugmentSpec {
    private static final long serialVersionUID = 1;

    public Scale {
      check("scale.range", range, range < 1, "0 <= range < 1");
    }

    @Override
    public Kind kind() {
      return Kind.SCALE;
    }
  }

  /**
   * Moves the image down and across, between pixels too.
   *
   * @param fraction of height and of width, at most, to either side
   */
  record Shift(double fraction) implements AugmentSpec {
    private static final long serialVersionUID = 1;

    public Shift {
      check("shift.fraction", fraction, fraction <= 1, "0 <= fraction <= 1");
    }

    @Override
    public Kind kind() {
      return Kind.SHIFT;
    }
  }

  /**
   * Puts a black frame round the image and cuts a piece of the old size out anywhere: a move by
   * whole pixels.
   *
   * @param padding pixels of the frame on each side
   */
  record Crop(int padding) implements AugmentSpec {
    private static final long serialVersionUID = 1;

    public Crop {
      check("crop.padding", padding, padding <= 1 << 15, "0 <= padding <= 32768");
    }

    @Override
    public Kind kind() {
      return Kind.CROP;
    }
  }

  /**
   * Makes the image brighter or darker: its distance to black times a factor; nothing is clipped.
   *
   * @param range the factor lies in 1 − range to 1 + range
   */
  record Brightness(double range) implements AugmentSpec {
    private static final long serialVersionUID = 1;

    public Brightness {
      check("brightness.range", range, range <= 1, "0 <= range <= 1");
    }

    @Override
    public Kind kind() {
      return Kind.BRIGHTNESS;
    }
  }

  /**
   * Adds a normally distributed number to every value; nothing is clipped.
   *
   * @param deviation as a share of the way from black to white
   */
  record Noise(double deviation) implements AugmentSpec {
    private static final long serialVersionUID = 1;

    public Noise {
      check("noise.deviation", deviation, Double.isFinite(deviation), "a finite number >= 0");
    }

    @Override
    public Kind kind() {
      return Kind.NOISE;
    }
  }

  private static void check(String key, double value, boolean fits, String expected) {
    if (!(value >= 0 && fits)) {
      throw new IllegalArgumentException(
          key + "=" + value + " (expected: " + expected + "); set " + key);
    }
  }
}
