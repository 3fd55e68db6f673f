package weir.worker.nn.layer;

/**
 * The cells that a window covers, spread out as a matrix of places and covered floats for matrix
 * products ("im2col"). A line is one row of places across a sample; lines of consecutive samples
 * follow one another. One thread only: keeps the matrix.
 */
abstract class Columns {
  /** Floats of a matrix that stays in the second-level cache beside what it is multiplied with. */
  private static final int CACHED_FLOATS = 192 * 1024;

  final Window window;

  /** Channels of a group. */
  final int depth;

  private float[] array = new float[0];

  Columns(Window window, int groups) {
    this.window = window;
    depth = window.channels / groups;
  }

  /** Patches, or planes where a sample has a single channel: whichever copies longer runs. */
  static Columns of(Window window, int groups) {
    return window.channels == 1 ? new PlaneColumns(window) : new PatchColumns(window, groups);
  }

  /** True: [covered, places]; false: [places, covered]. */
  abstract boolean transposed();

  /** Floats from one row of the matrix to the next. */
  abstract int stride(int lines);

  /** Writes the matrix of some lines; zeros where the window covers padding. */
  abstract void gather(float[] x, int group, int firstLine, int lines);

  /** Adds the matrix to the cells that it stands for. */
  abstract void scatter(float[] x, int group, int firstLine, int lines);

  /** Floats that a place covers, in the order [kernel height, kernel width, depth]. */
  final int covered() {
    return window.cells() * depth;
  }

  /** Lines to work on at once, of {@code total}; the array is large enough for them afterwards. */
  final int reserve(int total) {
    int line = window.outWidth * covered();
    int lines = Math.min(total, Math.max(1, CACHED_FLOATS / line));
    if (array.length < lines * line) {
      array = new float[lines * line];
    }
    return lines;
  }

  /** The matrix. */
  final float[] array() {
    return array;
  }
}
