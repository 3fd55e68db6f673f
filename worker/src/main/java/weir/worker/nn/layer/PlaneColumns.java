package weir.worker.nn.layer;

import java.util.Arrays;
import weir.tensor.Kernels;

/**
 * One row a covered cell, for samples of one channel: what a cell of the kernel covers along a line
 * is a run of the image.
 */
final class PlaneColumns extends Columns {
  PlaneColumns(Window window) {
    super(window, 1);
  }

  @Override
  boolean transposed() {
    return true;
  }

  @Override
  int stride(int lines) {
    return lines * window.outWidth;
  }

  @Override
  void gather(float[] x, int group, int firstLine, int lines) {
    for (int cell = 0; cell < window.cells(); cell++) {
      int kernelColumn = cell % window.kernelWidth;
      for (int line = 0; line < lines; line++) {
        int to = cell * stride(lines) + line * window.outWidth;
        int from = inputLine(firstLine + line, cell / window.kernelWidth);
        if (from < 0) {
          Arrays.fill(array(), to, to + window.outWidth, 0);
        } else {
          gatherLine(x, from, kernelColumn, to);
        }
      }
    }
  }

  private void gatherLine(float[] x, int from, int kernelColumn, int to) {
    int first = window.firstInside(kernelColumn);
    int end = window.endInside(kernelColumn);
    Arrays.fill(array(), to, to + first, 0);
    Arrays.fill(array(), to + end, to + window.outWidth, 0);
    int at = from + window.column(first, kernelColumn);
    if (window.columnStride == 1) {
      System.arraycopy(x, at, array(), to + first, end - first);
    } else {
      for (int place = first; place < end; place++) {
        array()[to + place] = x[at + (place - first) * window.columnStride];
      }
    }
  }

  @Override
  void scatter(float[] x, int group, int firstLine, int lines) {
    for (int cell = 0; cell < window.cells(); cell++) {
      int kernelColumn = cell % window.kernelWidth;
      for (int line = 0; line < lines; line++) {
        int to = inputLine(firstLine + line, cell / window.kernelWidth);
        if (to >= 0) {
          scatterLine(cell * stride(lines) + line * window.outWidth, kernelColumn, x, to);
        }
      }
    }
  }

  private void scatterLine(int from, int kernelColumn, float[] x, int to) {
    int first = window.firstInside(kernelColumn);
    int end = window.endInside(kernelColumn);
    int at = to + window.column(first, kernelColumn);
    if (window.columnStride == 1) {
      Kernels.add(array(), from + first, x, at, end - first);
    } else {
      for (int place = first; place < end; place++) {
        x[at + (place - first) * window.columnStride] += array()[from + place];
      }
    }
  }

  /** Where the line of the input begins that a row of the kernel covers; −1 in the padding. */
  private int inputLine(int line, int kernelRow) {
    int row = window.row(line % window.outHeight, kernelRow);
    int sample = line / window.outHeight;
    return row < 0 ? -1 : (sample * window.height + row) * window.width;
  }
}
