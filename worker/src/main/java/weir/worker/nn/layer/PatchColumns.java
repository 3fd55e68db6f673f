package weir.worker.nn.layer;

import java.util.Arrays;
import weir.tensor.Kernels;

/**
 * One row a place. Neighbouring cells of an image are neighbours in memory, so a row of the kernel
 * is one run of floats; only groups and dilation break it into runs of one cell.
 */
final class PatchColumns extends Columns {
  /** Cells of a run, and runs of a row of the kernel. */
  private final int span;

  private final int runs;

  PatchColumns(Window window, int groups) {
    super(window, groups);
    boolean whole = groups == 1 && window.columnDilation == 1;
    span = whole ? window.kernelWidth : 1;
    runs = whole ? 1 : window.kernelWidth;
  }

  @Override
  boolean transposed() {
    return false;
  }

  @Override
  int stride(int lines) {
    return covered();
  }

  @Override
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

  @Override
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
