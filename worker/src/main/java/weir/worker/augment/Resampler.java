package weir.worker.augment;

import weir.tensor.Shape;

/**
 * Moves the pixels of images [height, width, channels]: each new pixel is the bilinear mean of the
 * four around the place it comes from, those beyond the border being black. Whole pixels stay
 * exact. One thread only.
 */
final class Resampler {
  private final int height;
  private final int width;
  private final int channels;
  private final float black;
  private final float[] source;

  Resampler(Shape image, float black) {
    this.height = image.extent(0);
    this.width = image.extent(1);
    this.channels = image.extent(2);
    this.black = black;
    this.source = new float[image.size()];
  }

  /** Overwrites the image that begins at {@code values[at]}. */
  void move(AffineMap map, float[] values, int at) {
    System.arraycopy(values, at, source, 0, source.length);
    double middleX = (width - 1) / 2.0;
    double middleY = (height - 1) / 2.0;
    int to = at;
    for (int row = 0; row < height; row++) {
      double y = row - middleY;
      for (int column = 0; column < width; column++) {
        double x = column - middleX;
        pixel(map.sourceX(x, y) + middleX, map.sourceY(x, y) + middleY, values, to);
        to += channels;
      }
    }
  }

  private void pixel(double x, double y, float[] values, int to) {
    // Beyond these the four neighbours are black; it also keeps the casts in range.
    if (!(x > -1 && x < width && y > -1 && y < height)) {
      for (int channel = 0; channel < channels; channel++) {
        values[to + channel] = black;
      }
      return;
    }
    int left = (int) Math.floor(x);
    int top = (int) Math.floor(y);
    float right = (float) (x - left);
    float down = (float) (y - top);
    for (int channel = 0; channel < channels; channel++) {
      float upper = mix(at(top, left, channel), at(top, left + 1, channel), right);
      float lower = mix(at(top + 1, left, channel), at(top + 1, left + 1, channel), right);
      values[to + channel] = mix(upper, lower, down);
    }
  }

  private static float mix(float from, float to, float share) {
    return from * (1 - share) + to * share;
  }

  private float at(int row, int column, int channel) {
    boolean inside = row >= 0 && row < height && column >= 0 && column < width;
    return inside ? source[(row * width + column) * channels + channel] : black;
  }
}
