package weir.driver.data.generate;

import java.util.Arrays;
import java.util.List;
import weir.tensor.RandomStream;

/**
 * Draws one digit into 28×28 grey pixels: a style, its points shaken, an affine distortion, a pen
 * of some width and softness, noise. A pure function of (seed, row). One thread only: it reuses its
 * buffers.
 */
final class DigitDrawing {
  /** Pixels of a side. */
  static final int SIDE = 28;

  private static final long STREAM = 0x6469676974L;
  private static final double BOX = 19;

  private final float[] nearest = new float[SIDE * SIDE];
  private final byte[] pixels = new byte[SIDE * SIDE];
  private RandomStream random;
  private long drawn;

  /** Draws; {@link #pixels} then holds the picture. Returns the digit. */
  int draw(long seed, long row) {
    random = new RandomStream(seed, STREAM, row, 0);
    drawn = 0;
    int digit = (int) Long.remainderUnsigned(random.bits(drawn++), 10);
    List<DigitStyles.Style> styles = DigitStyles.of(digit);
    DigitStyles.Style style = styles.get((int) (uniform() * styles.size()));
    double[] affine = affine();
    double radius = between(0.75, 1.75);
    double softness = between(0.5, 0.9);
    Arrays.fill(nearest, Float.MAX_VALUE);
    for (int i = 0; i < style.strokes().size(); i++) {
      double[] shaken = shake(style.strokes().get(i));
      stroke(DigitPath.flatten(shaken, style.curves().get(i)), affine, radius + softness);
    }
    ink(radius, softness);
    return digit;
  }

  /** 28×28 grey values, row by row, 0 the paper; overwritten by the next drawing. */
  byte[] pixels() {
    return pixels;
  }

  private double uniform() {
    return random.uniformDouble(drawn++);
  }

  private double between(double low, double high) {
    return low + (high - low) * uniform();
  }

  /** x' = a x + b y + c, y' = d x + e y + f, from the unit square to pixels. */
  private double[] affine() {
    double angle = between(-0.30, 0.30);
    double shear = between(-0.30, 0.30);
    double width = BOX * between(0.68, 1.06);
    double height = BOX * between(0.80, 1.08);
    double cos = StrictMath.cos(angle);
    double sin = StrictMath.sin(angle);
    double a = cos * width;
    double b = (cos * shear - sin) * height;
    double d = sin * width;
    double e = (sin * shear + cos) * height;
    double centreX = SIDE / 2.0 + between(-2.1, 2.1);
    double centreY = SIDE / 2.0 + between(-2.1, 2.1);
    return new double[] {a, b, centreX - (a + b) / 2, d, e, centreY - (d + e) / 2};
  }

  private double[] shake(double[] points) {
    double[] shaken = points.clone();
    for (int i = 0; i < shaken.length; i++) {
      shaken[i] += 0.032 * (uniform() + uniform() + uniform() - 1.5) * 2;
    }
    return shaken;
  }

  private void stroke(double[] path, double[] m, double reach) {
    double x = m[0] * path[0] + m[1] * path[1] + m[2];
    double y = m[3] * path[0] + m[4] * path[1] + m[5];
    for (int i = 2; i < path.length; i += 2) {
      double nextX = m[0] * path[i] + m[1] * path[i + 1] + m[2];
      double nextY = m[3] * path[i] + m[4] * path[i + 1] + m[5];
      segment(new double[] {x, y, nextX - x, nextY - y}, reach);
      x = nextX;
      y = nextY;
    }
  }

  /** Lowers the squared distance of the pixels around the piece from (x, y) by (dx, dy). */
  private void segment(double[] s, double reach) {
    double length = Math.max(1e-12, s[2] * s[2] + s[3] * s[3]);
    int left = bound(Math.min(s[0], s[0] + s[2]) - reach);
    int right = bound(Math.max(s[0], s[0] + s[2]) + reach);
    int top = bound(Math.min(s[1], s[1] + s[3]) - reach);
    int bottom = bound(Math.max(s[1], s[1] + s[3]) + reach);
    for (int row = top; row <= bottom; row++) {
      for (int column = left; column <= right; column++) {
        double px = column + 0.5 - s[0];
        double py = row + 0.5 - s[1];
        double t = Math.max(0, Math.min(1, (px * s[2] + py * s[3]) / length));
        double qx = px - t * s[2];
        double qy = py - t * s[3];
        int at = row * SIDE + column;
        nearest[at] = Math.min(nearest[at], (float) (qx * qx + qy * qy));
      }
    }
  }

  private static int bound(double at) {
    return Math.max(0, Math.min(SIDE - 1, (int) Math.floor(at)));
  }

  private void ink(double radius, double softness) {
    double black = between(190, 255);
    double noise = between(0, 16);
    for (int i = 0; i < pixels.length; i++) {
      double inside = (radius + softness - Math.sqrt(nearest[i])) / (2 * softness);
      double cover = Math.max(0, Math.min(1, inside));
      double value = black * cover * cover * (3 - 2 * cover) + noise * grain();
      pixels[i] = (byte) Math.max(0, Math.min(255, (int) value));
    }
  }

  /** About normal, deviation 1: the sum of four bytes. */
  private double grain() {
    long bits = random.bits(drawn++);
    long sum = (bits & 0xff) + (bits >>> 8 & 0xff) + (bits >>> 16 & 0xff) + (bits >>> 24 & 0xff);
    return (sum - 510) / 147.8;
  }
}
