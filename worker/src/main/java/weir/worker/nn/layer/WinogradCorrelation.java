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

  private final Blas blas;
  private final int channels;
  private final int filters;

  /** Tiles of the output, in channels of the input and in filters. */
  private final Tiles read;

  private final Tiles written;

  /** Tiles of the input's gradient: they read filters and write channels. */
  private final Tiles deltaRead;

  private final Tiles deltaWritten;
  private final TileBoard input;
  private final TileBoard output;
  private final TileBoard delta;
  private final TileBoard inputDelta;

  /** Spread for the pass that runs. */
  private final float[] kernels;

  /** [CELLS, filters, channels]. */
  private final float[] kernelGradient;

  private final int samples;
  private final int deltaSamples;
  private float[] left = new float[0];
  private float[] right = new float[0];

  WinogradCorrelation(Window window, int filters, Blas blas) {
    this.blas = blas;
    this.filters = filters;
    channels = window.channels;
    read = tiles(window.outHeight, window.outWidth, channels);
    written = tiles(window.outHeight, window.outWidth, filters);
    deltaRead = tiles(window.height, window.width, filters);
    deltaWritten = tiles(window.height, window.width, channels);
    input = TileBoard.input(read, window.height, window.width, window.top, window.left);
    output = TileBoard.output(written, window.outHeight, window.outWidth);
    delta =
        TileBoard.input(
            deltaRead, window.outHeight, window.outWidth, 2 - window.top, 2 - window.left);
    inputDelta = TileBoard.output(deltaWritten, window.height, window.width);
    kernels = new float[CELLS * filters * channels];
    kernelGradient = new float[kernels.length];
    int floats = CELLS * (channels + filters);
    samples = Math.max(1, CACHED_FLOATS / (floats * read.count()));
    deltaSamples = Math.max(1, CACHED_FLOATS / (floats * deltaRead.count()));
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
    int panel = Math.min(samples, rows);
    reserve(panel, read.count());
    for (int first = 0; first < rows; first += panel) {
      int count = Math.min(panel, rows - first);
      int places = count * read.count();
      int from = next(places, channels);
      int to = next(places, filters);
      for (int i = 0; i < count; i++) {
        float[] board = input.load(x, first + i);
        WinogradKernels.input(read, board, left, i * read.count(), from);
      }
      for (int cell = 0; cell < CELLS; cell++) {
        blas.sgemm(
            false,
            false,
            places,
            filters,
            channels,
            1,
            left,
            cell * from,
            channels,
            kernels,
            cell * filters * channels,
            filters,
            0,
            right,
            cell * to,
            filters);
      }
      for (int i = 0; i < count; i++) {
        WinogradKernels.output(written, right, i * read.count(), to, output.cells);
        output.store(y, first + i);
      }
    }
  }

  /** The same with kernels turned by half a turn: the outer cells of spread ones swap. */
  @Override
  public void inputDelta(float[] outputDelta, int rows, float[] weights, float[] x) {
    WinogradWeights.spread(weights, kernels, filters, channels, false);
    int panel = Math.min(deltaSamples, rows);
    reserve(panel, deltaRead.count());
    for (int first = 0; first < rows; first += panel) {
      int count = Math.min(panel, rows - first);
      int places = count * deltaRead.count();
      int from = next(places, filters);
      int to = next(places, channels);
      for (int i = 0; i < count; i++) {
        float[] board = delta.load(outputDelta, first + i);
        WinogradKernels.input(deltaRead, board, left, i * deltaRead.count(), from);
      }
      for (int cell = 0; cell < CELLS; cell++) {
        int turned = 4 * swap(cell / 4) + swap(cell % 4);
        blas.sgemm(
            false,
            false,
            places,
            channels,
            filters,
            1,
            left,
            cell * from,
            filters,
            kernels,
            turned * filters * channels,
            channels,
            0,
            right,
            cell * to,
            channels);
      }
      for (int i = 0; i < count; i++) {
        WinogradKernels.output(deltaWritten, right, i * deltaRead.count(), to, inputDelta.cells);
        inputDelta.store(x, first + i);
      }
    }
  }

  private static int swap(int index) {
    return index % 3 == 0 ? 3 - index : index;
  }

  @Override
  public void weightGradient(float[] x, float[] outputDelta, int rows, float[] gradient) {
    int panel = Math.min(samples, rows);
    reserve(panel, read.count());
    // What lies outside of the image was written by the last forward pass.
    Arrays.fill(output.cells, 0);
    for (int first = 0; first < rows; first += panel) {
      int count = Math.min(panel, rows - first);
      int places = count * read.count();
      int from = next(places, channels);
      int to = next(places, filters);
      for (int i = 0; i < count; i++) {
        int tile = i * read.count();
        WinogradKernels.input(read, input.load(x, first + i), left, tile, from);
        float[] board = output.load(outputDelta, first + i);
        WinogradKernels.delta(written, board, right, tile, to);
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
