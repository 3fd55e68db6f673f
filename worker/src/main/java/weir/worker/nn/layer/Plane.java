package weir.worker.nn.layer;

import java.util.Arrays;
import weir.tensor.Taps;

/**
 * One sample of a single channel with the zeros around it that a window covers: what the window
 * covers at a place lies at fixed distances. One thread only: keeps the plane.
 */
final class Plane {
  private final Window window;
  private final int width;
  private final float[] cells;
  private final Taps taps;

  Plane(Window window) {
    this.window = window;
    int height = Math.max(window.top + window.height, window.coveredHeight());
    width = Math.max(window.left + window.width, window.coveredWidth());
    cells = new float[height * width];
    int[] places = new int[window.outHeight * window.outWidth];
    for (int place = 0; place < places.length; place++) {
      int row = place / window.outWidth * window.rowStride;
      places[place] = row * width + place % window.outWidth * window.columnStride;
    }
    int[] distances = new int[window.cells()];
    for (int tap = 0; tap < distances.length; tap++) {
      int row = tap / window.kernelWidth * window.rowDilation;
      distances[tap] = row * width + tap % window.kernelWidth * window.columnDilation;
    }
    taps = new Taps(places, distances);
  }

  /** Where the window meets the plane. */
  Taps taps() {
    return taps;
  }

  /** Takes in a sample of x and returns the plane. */
  float[] load(float[] x, int sample) {
    for (int row = 0; row < window.height; row++) {
      System.arraycopy(x, from(sample, row), cells, at(row), window.width);
    }
    return cells;
  }

  /** A sample of x becomes the sums of what {@code covered} [places, taps] says of its cells. */
  void store(float[] covered, float[] x, int sample) {
    Arrays.fill(cells, 0);
    int i = 0;
    for (int place : taps.places()) {
      for (int tap : taps.taps()) {
        cells[place + tap] += covered[i++];
      }
    }
    for (int row = 0; row < window.height; row++) {
      System.arraycopy(cells, at(row), x, from(sample, row), window.width);
    }
  }

  private int at(int row) {
    return (window.top + row) * width + window.left;
  }

  private int from(int sample, int row) {
    return (sample * window.height + row) * window.width;
  }
}
