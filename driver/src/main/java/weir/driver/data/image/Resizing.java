package weir.driver.data.image;

/**
 * Bilinear resizing: first across, then down. A new pixel is the mean of the old ones, weighted by
 * a triangle about its centre, as wide as a new or an old pixel, whichever is larger, so that
 * shrinking leaves nothing out. Double arithmetic, hence the same bytes anywhere.
 */
final class Resizing {
  private final int from;
  private final int[] first;
  private final double[][] weights;

  private Resizing(int from, int to) {
    this.from = from;
    this.first = new int[to];
    this.weights = new double[to][];
    double scale = (double) from / to;
    double support = Math.max(1, scale);
    for (int i = 0; i < to; i++) {
      double centre = (i + 0.5) * scale - 0.5;
      int begin = Math.max(0, (int) Math.ceil(centre - support));
      int end = Math.min(from - 1, (int) Math.floor(centre + support));
      double[] shares = new double[end - begin + 1];
      double sum = 0;
      for (int k = 0; k < shares.length; k++) {
        shares[k] = Math.max(0, 1 - Math.abs(begin + k - centre) / support);
        sum += shares[k];
      }
      for (int k = 0; k < shares.length; k++) {
        shares[k] /= sum;
      }
      first[i] = begin;
      weights[i] = shares;
    }
  }

  /** The image in another size, stretched where the proportions differ. */
  static PixelImage of(PixelImage image, int height, int width) {
    int channels = image.channels();
    double[] old = new double[image.pixels().length];
    for (int i = 0; i < old.length; i++) {
      old[i] = image.pixels()[i] & 0xff;
    }
    double[] wide = new Resizing(image.width(), width).apply(old, image.height(), channels);
    double[] all = new Resizing(image.height(), height).apply(wide, 1, width * channels);
    byte[] pixels = new byte[all.length];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) (int) Math.floor(Math.min(255, Math.max(0, all[i])) + 0.5);
    }
    return new PixelImage(height, width, channels, pixels);
  }

  /** From [lines, from, inner] to [lines, to, inner]. */
  private double[] apply(double[] old, int lines, int inner) {
    double[] all = new double[lines * first.length * inner];
    int at = 0;
    for (int line = 0; line < lines; line++) {
      for (int i = 0; i < first.length; i++) {
        int start = (line * from + first[i]) * inner;
        for (int j = 0; j < inner; j++, at++) {
          double sum = 0;
          for (int k = 0; k < weights[i].length; k++) {
            sum += weights[i][k] * old[start + k * inner + j];
          }
          all[at] = sum;
        }
      }
    }
    return all;
  }
}
