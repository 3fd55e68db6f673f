package weir.worker.augment;

/**
 * Where the pixels of a changed image come from: a linear map and a move, in coordinates about the
 * image's centre, x across and y down. Every change is put in front of those before it. Mutable, so
 * that no row allocates; one thread only.
 */
final class AffineMap {
  private double xx;
  private double xy;
  private double yx;
  private double yy;
  private double x0;
  private double y0;

  /** Every pixel comes from its own place. */
  void reset() {
    xx = 1;
    yy = 1;
    xy = 0;
    yx = 0;
    x0 = 0;
    y0 = 0;
  }

  boolean isIdentity() {
    return xx == 1 && yy == 1 && xy == 0 && yx == 0 && x0 == 0 && y0 == 0;
  }

  /** Enlarges by factors; −1 mirrors. */
  void scale(double across, double down) {
    xx /= across;
    yx /= across;
    xy /= down;
    yy /= down;
  }

  /** Turns clockwise, as y points down. */
  void rotate(double radians) {
    double cos = StrictMath.cos(radians);
    double sin = StrictMath.sin(radians);
    double oldXx = xx;
    double oldYx = yx;
    xx = oldXx * cos - xy * sin;
    xy = oldXx * sin + xy * cos;
    yx = oldYx * cos - yy * sin;
    yy = oldYx * sin + yy * cos;
  }

  /** Moves right and down. */
  void shift(double right, double down) {
    x0 -= xx * right + xy * down;
    y0 -= yx * right + yy * down;
  }

  /** How far right a pixel comes from that lies at (x, y) now. */
  double sourceX(double x, double y) {
    return xx * x + xy * y + x0;
  }

  /** How far down a pixel comes from that lies at (x, y) now. */
  double sourceY(double x, double y) {
    return yx * x + yy * y + y0;
  }
}
