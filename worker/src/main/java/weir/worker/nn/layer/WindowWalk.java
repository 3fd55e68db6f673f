package weir.worker.nn.layer;

import java.util.Arrays;
import weir.tensor.CellLists;

/** Meets every cell of the input that a window covers at any place. Immutable. */
final class WindowWalk {
  private final Window window;

  WindowWalk(Window window) {
    this.window = window;
  }

  /** What happens where one cell of the kernel slides along a line. */
  interface Visit {
    /**
     * {@code count} places follow one another; the cells that they cover are {@link
     * Window#columnStride} apart.
     *
     * @param place the first of them, among all places of all samples
     * @param cell that it covers, among all cells of all samples
     * @param kernelCell that covers it
     */
    void line(int place, int cell, int kernelCell, int count);
  }

  /** Each place sees the cells of its kernel row by row, as they lie in the kernel. */
  void visit(int sample, Visit visit) {
    for (int outRow = 0; outRow < window.outHeight; outRow++) {
      int place = (sample * window.outHeight + outRow) * window.outWidth;
      for (int kernelRow = 0; kernelRow < window.kernelHeight; kernelRow++) {
        int row = window.row(outRow, kernelRow);
        if (row >= 0) {
          int line = (sample * window.height + row) * window.width;
          visitLine(place, line, kernelRow, visit);
        }
      }
    }
  }

  private void visitLine(int place, int line, int kernelRow, Visit visit) {
    for (int kernelColumn = 0; kernelColumn < window.kernelWidth; kernelColumn++) {
      int first = window.firstInside(kernelColumn);
      int count = window.endInside(kernelColumn) - first;
      int kernelCell = kernelRow * window.kernelWidth + kernelColumn;
      if (count > 0) {
        visit.line(place + first, line + window.column(first, kernelColumn), kernelCell, count);
      }
    }
  }

  /** The cells of one sample that each place covers, in the order of the kernel. */
  CellLists cellLists() {
    int[] starts = new int[window.outHeight * window.outWidth + 1];
    int[] cells = new int[(starts.length - 1) * window.cells()];
    int at = 0;
    for (int place = 0; place < starts.length - 1; place++) {
      for (int kernelCell = 0; kernelCell < window.cells(); kernelCell++) {
        int row = window.row(place / window.outWidth, kernelCell / window.kernelWidth);
        int column = window.column(place % window.outWidth, kernelCell % window.kernelWidth);
        if (row >= 0 && column >= 0 && column < window.width) {
          cells[at++] = (row * window.width + column) * window.channels;
        }
      }
      starts[place + 1] = at;
    }
    return new CellLists(starts, Arrays.copyOf(cells, at));
  }
}
