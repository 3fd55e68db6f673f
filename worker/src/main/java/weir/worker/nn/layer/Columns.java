package weir.worker.nn.layer;

import java.util.Arrays;
import weir.tensor.Kernels;

/**
 * The cells that a window covers, spread out as a matrix [places, covered floats] for matrix
 * products ("im2col"). A line is one row of places across a sample; lines of consecutive samples
 * follow one another. Neighbouring cells of an image are neighbours in memory, so a row of the
 * kernel is one run of floats; only groups and dilation break it into runs of one cell. One thread
 * only: keeps the matrix.
 */
final class Columns {
  /** Floats of a matrix that stays in the second-level cache beside what it is multiplied with. */
  private static final int CACHED_FLOATS = 64 * 1024;

  private final Window window;

  /** Channels of a group. */
  private final int depth;

  /** Cells of a run, and runs of a row of the kernel. */
  private final int span;

  private final int runs;

  private float[] array = new float[0];

  Columns(Window window, int groups) {
    this.window = window;
    depth = window.channels / groups;
    boolean whole = groups == 1 && window.columnDilation == 1;
    span = whole ? window.kernelWidth : 1;
    runs = whole ? 1 : window.kernelWidth;
  }

  /** Floats that a place covers, in the order [kernel height, kernel width, depth]. */
  int covered() {
    return window.cells() * depth;
  }

  /** Lines to work on at once, of {@code total}; the array is large enough for them afterwards. */
  int reserve(int total) {
    int line = window.outWidth * covered();
    int lines = Math.min(total, Math.max(1, CACHED_FLOATS / line));
    if (array.length < lines * line) {
      array = new float[lines * line];
    }
    return lines;
  }

  /** The matrix. */
  float[] array() {
    return array;
  }

  /** Writes the matrix of some lines; zeros where the window covers padding. */
  void gather(float[] x, int group, int firstLine, int lines) {
    for (int line = 0; line < lines; line++) {
      int sample = (firstLine + line) / window.outHeight;
      int outRow = (firstLine + line) % window.outHeight;
      for (int kernelRow = 0; kernelRow < window.kernelHeight; kernelRow++) {
        int row = window.row(outRow, kernelRow);
        int to = line * window.outWidth * covered() + kernelRow * window.kernelWidth * depth;
        if (row < 0) {
          clear(to);
        } else {
          int from = (sample * window.height + row) * window.width * window.channels;
          gatherRow(x, from + group * depth, to);
        }
      }
    }
  }

  private void clear(int to) {
    for (int place = 0; place < window.outWidth; place++) {
      int at = to + place * covered();
      Arrays.fill(array(), at, at + window.kernelWidth * depth, 0);
    }
  }

  private void gatherRow(float[] x, int from, int to) {
    float[] columns = array();
    for (int place = 0; place < window.outWidth; place++) {
      for (int run = 0; run < runs; run++) {
        int column = window.column(place, run);
        int first = first(column);
        int end = end(column, first);
        int at = to + place * covered() + run * depth;
        if (end - first < span) {
          Arrays.fill(columns, at, at + span * depth, 0);
        }
        if (end > first) {
          System.arraycopy(
              x,
              from + (column + first) * window.channels,
              columns,
              at + first * depth,
              (end - first) * depth);
        }
      }
    }
  }

  /** Adds the matrix to the cells that it stands for. */
  void scatter(float[] x, int group, int firstLine, int lines) {
    for (int line = 0; line < lines; line++) {
      int sample = (firstLine + line) / window.outHeight;
      int outRow = (firstLine + line) % window.outHeight;
      for (int kernelRow = 0; kernelRow < window.kernelHeight; kernelRow++) {
        int row = window.row(outRow, kernelRow);
        if (row >= 0) {
          int from = line * window.outWidth * covered() + kernelRow * window.kernelWidth * depth;
          int to = (sample * window.height + row) * window.width * window.channels;
          scatterRow(x, from, to + group * depth);
        }
      }
    }
  }

  private void scatterRow(float[] x, int from, int to) {
    for (int place = 0; place < window.outWidth; place++) {
      for (int run = 0; run < runs; run++) {
        int column = window.column(place, run);
        int first = first(column);
        int at = from + place * covered() + (run + first) * depth;
        Kernels.add(
            array(),
            at,
            x,
            to + (column + first) * window.channels,
            (end(column, first) - first) * depth);
      }
    }
  }

  /** First cell inside of a run that begins at {@code column}. */
  private int first(int column) {
    return column < 0 ? Math.min(span, -column) : 0;
  }

  /** One past the last cell inside. */
  private int end(int column, int first) {
    return Math.max(first, Math.min(span, window.width - column));
  }
}
