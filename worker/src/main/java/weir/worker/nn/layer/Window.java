package weir.worker.nn.layer;

import weir.tensor.Shape;
import weir.worker.nn.spec.Cells;
import weir.worker.nn.spec.WindowSpec;

/**
 * Where a sliding window meets one sample [height, width, channels]; the steps of a sequence are
 * the width of an image of height 1. Immutable.
 */
final class Window {
  final int height;
  final int width;
  final int channels;
  final int kernelHeight;
  final int kernelWidth;
  final int outHeight;
  final int outWidth;
  final int rowStride;
  final int columnStride;
  final int rowDilation;
  final int columnDilation;

  /** Rows and columns of padding before the input. */
  final int top;

  final int left;
  private final boolean image;

  /**
   * Fits the window to its input.
   *
   * @param layer named in errors
   */
  Window(String layer, WindowSpec spec, Shape input) {
    image = input.rank() == 3;
    height = image ? input.extent(0) : 1;
    width = input.extent(input.rank() - 2);
    channels = input.extent(input.rank() - 1);
    kernelHeight = image ? spec.kernel().vertical() : 1;
    kernelWidth = spec.kernel().horizontal();
    rowStride = image ? spec.stride().vertical() : 1;
    columnStride = spec.stride().horizontal();
    rowDilation = image ? spec.dilation().vertical() : 1;
    columnDilation = spec.dilation().horizontal();
    int rowReach = rowDilation * (kernelHeight - 1);
    int columnReach = columnDilation * (kernelWidth - 1);
    Cells padding = spec.padding().cells();
    boolean same = spec.padding().same();
    int rowPadding = same ? rowReach : image ? 2 * padding.vertical() : 0;
    int columnPadding = same ? columnReach : 2 * padding.horizontal();
    top = rowPadding / 2;
    left = columnPadding / 2;
    if (height + rowPadding <= rowReach || width + columnPadding <= columnReach) {
      throw new IllegalArgumentException(
          layer
              + " got "
              + input
              + " (expected: at least "
              + (rowReach + 1 - rowPadding)
              + " by "
              + (columnReach + 1 - columnPadding)
              + " cells, as its kernel covers with padding "
              + spec.padding()
              + ")");
    }
    outHeight = (height + rowPadding - rowReach - 1) / rowStride + 1;
    outWidth = (width + columnPadding - columnReach - 1) / columnStride + 1;
  }

  /** Shape of an output of the window with so many channels. */
  Shape output(int outChannels) {
    return image ? new Shape(outHeight, outWidth, outChannels) : new Shape(outWidth, outChannels);
  }

  /** Cells that the window covers. */
  int cells() {
    return kernelHeight * kernelWidth;
  }

  /** Rows from the first to the last that the window covers anywhere, padding included. */
  int coveredHeight() {
    return (outHeight - 1) * rowStride + rowDilation * (kernelHeight - 1) + 1;
  }

  /** Columns from the first to the last that the window covers anywhere. */
  int coveredWidth() {
    return (outWidth - 1) * columnStride + columnDilation * (kernelWidth - 1) + 1;
  }

  /** Floats of a sample of the input. */
  int inputSize() {
    return height * width * channels;
  }

  /** Row of the input that a row of the kernel covers; −1 in the padding. */
  int row(int outRow, int kernelRow) {
    int row = outRow * rowStride - top + kernelRow * rowDilation;
    return row < height ? Math.max(row, -1) : -1;
  }

  /** Column of the input that a column of the kernel covers; outside of it in the padding. */
  int column(int outColumn, int kernelColumn) {
    return outColumn * columnStride - left + kernelColumn * columnDilation;
  }

  /** First place across at which a column of the kernel covers the input. */
  int firstInside(int kernelColumn) {
    int before = -column(0, kernelColumn);
    return before <= 0 ? 0 : Math.min(outWidth, (before + columnStride - 1) / columnStride);
  }

  /** One past the last such place; not less than the first. */
  int endInside(int kernelColumn) {
    int room = width - 1 - column(0, kernelColumn);
    int end = room < 0 ? 0 : Math.min(outWidth, room / columnStride + 1);
    return Math.max(end, firstInside(kernelColumn));
  }

  /** True when neighbouring places, and neighbouring cells of the kernel, are a cell apart. */
  boolean unitSteps() {
    return Math.max(rowStride, columnStride) == 1 && Math.max(rowDilation, columnDilation) == 1;
  }

  /** True when every place covers exactly one cell, and each cell has its place. */
  boolean single() {
    return cells() == 1 && outHeight == height && outWidth == width;
  }
}
