package weir.worker.nn.layer;

import java.util.Arrays;
import weir.tensor.Blas;
import weir.tensor.WindowKernels;

/**
 * Samples of a single channel, such as grey images: so few floats are covered that a matrix product
 * would spend its time on packing. Sums go over the taps, or over the places of a sample and then
 * over samples.
 */
final class PlaneCorrelation implements Correlation {
  private final Blas blas;
  private final Plane plane;
  private final Plane deltaPlane;
  private final int filters;
  private final int cells;
  private final int places;

  /** Weights, and their gradient, as [cells, filters]. */
  private final float[] turned;

  private float[] covered = new float[0];

  PlaneCorrelation(Window window, int filters, Blas blas) {
    this.blas = blas;
    this.filters = filters;
    plane = new Plane(window);
    deltaPlane = new Plane(window);
    cells = window.cells();
    places = window.outHeight * window.outWidth;
    turned = new float[cells * filters];
  }

  @Override
  public void forward(float[] x, int rows, float[] weights, float[] y) {
    Transpose.blocks(weights, turned, turned.length, filters, cells);
    for (int sample = 0; sample < rows; sample++) {
      int to = sample * places * filters;
      WindowKernels.correlate(plane.taps(), plane.load(x, sample), turned, y, to, filters);
    }
  }

  @Override
  public void inputDelta(float[] delta, int rows, float[] weights, float[] inputDelta) {
    if (covered.length == 0) {
      covered = new float[places * cells];
    }
    for (int sample = 0; sample < rows; sample++) {
      int from = sample * places * filters;
      blas.sgemm(
          false, false, places, cells, filters, 1, delta, from, filters, weights, 0, cells, 0,
          covered, 0, cells);
      deltaPlane.store(covered, inputDelta, sample);
    }
  }

  @Override
  public void weightGradient(float[] x, float[] delta, int rows, float[] gradient) {
    Arrays.fill(turned, 0);
    for (int sample = 0; sample < rows; sample++) {
      int from = sample * places * filters;
      WindowKernels.addTapGradient(
          plane.taps(), plane.load(x, sample), delta, from, turned, filters);
    }
    Transpose.blocks(turned, gradient, turned.length, cells, filters);
  }
}
