package weir.worker.nn.layer;

import java.util.Arrays;
import weir.tensor.Blas;
import weir.tensor.Tiles;
import weir.tensor.WinogradKernels;

/**
 * Kernels of 3 × 3 cells that move by one cell, by Winograd's minimal filtering F(2 × 2, 3 × 3)
 * (Lavin and Gray, Fast Algorithms for Convolutional Neural Networks, 2016): 16 products of tiles
 * with spread kernels take 16 / 36 of the multiplications. Some samples at a time, so that their
 * tiles stay in the cache. The gradient of the weights is the adjoint of the same transforms.
 */
final class WinogradCorrelation implements Correlation {
  private static final int CELLS = 16;
  private static final int CACHED_FLOATS = 256 * 1024;

  /** Where tiles at the border cost more than this share of the plain product, it is taken. */
  private static final double WORTH = 0.75;

  private static final int LEAST_CHANNELS = 16;

  /** Floats between the matrices: at a distance of whole pages they would share a cache line. */
  private static final int GAP = 16;

  /**
   * One way through the kernels.
   *
   * @param turned kernels are turned by half a turn: the outer cells of spread ones swap
   */
  private record Way(Tiles read, Tiles written, TileBoard from, TileBoard to, boolean turned) {
    /** Samples of one panel. */
    int panel(int rows) {
      int floats = CELLS * (read.channels() + written.channels()) * read.count();
      return Math.min(Math.max(1, CACHED_FLOATS / floats), rows);
    }

    int kernel(int cell) {
      return turned ? 4 * swap(cell / 4) + swap(cell % 4) : cell;
    }
  }

  private final Blas blas;
  private final int channels;
  private final int filters;

  /** From images in channels to images in filters. */
  private final Way forward;

  /** From gradients in filters to gradients in channels. */
  private final Way backward;

  /** Spread for the pass that runs. */
  private final float[] kernels;

  /** [CELLS, filters, channels]. */
  private final float[] kernelGradient;

  private float[] left = new float[0];
  private float[] right = new float[0];

  WinogradCorrelation(Window window, int filters, Blas blas) {
    this.blas = blas;
    this.filters = filters;
    channels = window.channels;
    int height = window.outHeight;
    int width = window.outWidth;
    Tiles read = tiles(height, width, channels);
    Tiles written = tiles(height, width, filters);
    forward =
        new Way(
            read,
            written,
            TileBoard.input(read, window.height, window.width, window.top, window.left),
            TileBoard.output(written, height, width),
            false);
    Tiles deltaRead = tiles(window.height, window.width, filters);
    Tiles deltaWritten = tiles(window.height, window.width, channels);
    backward =
        new Way(
            deltaRead,
            deltaWritten,
            TileBoard.input(deltaRead, height, width, 2 - window.top, 2 - window.left),
            TileBoard.output(deltaWritten, window.height, window.width),
            true);
    kernels = new float[CELLS * filters * channels];
    kernelGradient = new float[kernels.length];
  }

  private static Tiles tiles(int height, int width, int channels) {
    return new Tiles((height + 1) / 2, (width + 1) / 2, channels);
  }

  /** True where it can be used and takes clearly fewer multiplications: by shapes alone. */
  static boolean suits(Window window, int groups, int filters) {
    boolean fits =
        groups == 1
            && window.kernelHeight == 3
            && window.kernelWidth == 3
            && window.unitSteps()
            && Math.max(window.top, window.left) <= 2
            && Math.min(window.channels, filters) >= LEAST_CHANNELS;
    double plain = 9.0 * window.outHeight * window.outWidth;
    int forward = tiles(window.outHeight, window.outWidth, 1).count();
    int backward = tiles(window.height, window.width, 1).count();
    return fits && CELLS * Math.max(forward, backward) <= WORTH * plain;
  }

  private void reserve(int panel, int tiles) {
    int length = CELLS * next(panel * tiles, Math.max(channels, filters));
    if (left.length < length) {
      left = new float[length];
      right = new float[length];
    }
  }

  /** Floats from one of the 16 matrices to the next. */
  private static int next(int places, int columns) {
    return places * columns + GAP;
  }

  @Override
  public void forward(float[] x, int rows, float[] weights, float[] y) {
    WinogradWeights.spread(weights, kernels, filters, channels, true);
    correlate(forward, x, rows, y);
  }

  @Override
  public void inputDelta(float[] outputDelta, int rows, float[] weights, float[] x) {
    WinogradWeights.spread(weights, kernels, filters, channels, false);
    correlate(backward, outputDelta, rows, x);
  }

  private void correlate(Way way, float[] from, int rows, float[] to) {
    int in = way.read.channels();
    int out = way.written.channels();
    int panel = way.panel(rows);
    int tiles = way.read.count();
    reserve(panel, tiles);
    for (int first = 0; first < rows; first += panel) {
      int count = Math.min(panel, rows - first);
      int places = count * tiles;
      int nextLeft = next(places, in);
      int nextRight = next(places, out);
      for (int i = 0; i < count; i++) {
        float[] board = way.from.load(from, first + i);
        WinogradKernels.input(way.read, board, left, i * tiles, nextLeft);
      }
      for (int cell = 0; cell < CELLS; cell++) {
        blas.sgemm(
            false,
            false,
            places,
            out,
            in,
            1,
            left,
            cell * nextLeft,
            in,
            kernels,
            way.kernel(cell) * in * out,
            out,
            0,
            right,
            cell * nextRight,
            out);
      }
      for (int i = 0; i < count; i++) {
        WinogradKernels.output(way.written, right, i * tiles, nextRight, way.to.cells);
        way.to.store(to, first + i);
      }
    }
  }

  private static int swap(int index) {
    return index % 3 == 0 ? 3 - index : index;
  }

  @Override
  public void weightGradient(float[] x, float[] outputDelta, int rows, float[] gradient) {
    int panel = forward.panel(rows);
    int tiles = forward.read.count();
    reserve(panel, tiles);
    // What lies outside of the image was written by the last forward pass.
    Arrays.fill(forward.to.cells, 0);
    for (int first = 0; first < rows; first += panel) {
      int count = Math.min(panel, rows - first);
      int places = count * tiles;
      int from = next(places, channels);
      int to = next(places, filters);
      for (int i = 0; i < count; i++) {
        int tile = i * tiles;
        WinogradKernels.input(forward.read, forward.from.load(x, first + i), left, tile, from);
        float[] board = forward.to.load(outputDelta, first + i);
        WinogradKernels.delta(forward.written, board, right, tile, to);
      }
      for (int cell = 0; cell < CELLS; cell++) {
        blas.sgemm(
            true,
            false,
            filters,
            channels,
            places,
            1,
            right,
            cell * to,
            filters,
            left,
            cell * from,
            channels,
            first == 0 ? 0 : 1,
            kernelGradient,
            cell * filters * channels,
            channels);
      }
    }
    WinogradWeights.gather(kernelGradient, gradient, filters, channels);
  }
}
