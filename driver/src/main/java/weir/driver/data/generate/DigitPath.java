package weir.driver.data.generate;

/** A stroke as a chain of short straight pieces. */
final class DigitPath {
  private static final int PIECES = 6;

  private DigitPath() {}

  /**
   * Points x, y, x, y, … along a stroke: a curve is a Catmull–Rom spline through its points, bent
   * in {@value #PIECES} pieces between two of them; a line stays as it is.
   */
  static double[] flatten(double[] points, boolean curve) {
    int count = points.length / 2;
    if (!curve || count < 3) {
      return points;
    }
    double[] path = new double[2 * ((count - 1) * PIECES + 1)];
    int at = 0;
    for (int i = 0; i + 1 < count; i++) {
      for (int piece = 0; piece < PIECES; piece++) {
        double t = (double) piece / PIECES;
        path[at++] = spline(points, i, 0, t);
        path[at++] = spline(points, i, 1, t);
      }
    }
    path[at++] = points[2 * count - 2];
    path[at] = points[2 * count - 1];
    return path;
  }

  private static double spline(double[] points, int from, int axis, double t) {
    int last = points.length / 2 - 1;
    double a = points[2 * Math.max(0, from - 1) + axis];
    double b = points[2 * from + axis];
    double c = points[2 * (from + 1) + axis];
    double d = points[2 * Math.min(last, from + 2) + axis];
    return b + 0.5 * t * (c - a + t * (2 * a - 5 * b + 4 * c - d + t * (3 * (b - c) + d - a)));
  }
}
