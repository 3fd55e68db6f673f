package weir.worker.nn.layer;

import weir.tensor.Blas;

/** Kernels of one cell at every cell: the input is the matrix already. */
final class PointCorrelation implements Correlation {
  private final Blas blas;
  private final int cells;
  private final int channels;
  private final int filters;
  private final int groups;
  private final int depth;
  private final int groupFilters;

  PointCorrelation(Window window, int groups, int filters, Blas blas) {
    this.blas = blas;
    this.groups = groups;
    this.filters = filters;
    cells = window.height * window.width;
    channels = window.channels;
    depth = channels / groups;
    groupFilters = filters / groups;
  }

  @Override
  public void forward(float[] x, int rows, float[] weights, float[] y) {
    for (int group = 0; group < groups; group++) {
      blas.sgemm(
          false,
          true,
          rows * cells,
          groupFilters,
          depth,
          1,
          x,
          group * depth,
          channels,
          weights,
          group * groupFilters * depth,
          depth,
          0,
          y,
          group * groupFilters,
          filters);
    }
  }

  @Override
  public void inputDelta(float[] delta, int rows, float[] weights, float[] inputDelta) {
    for (int group = 0; group < groups; group++) {
      blas.sgemm(
          false,
          false,
          rows * cells,
          depth,
          groupFilters,
          1,
          delta,
          group * groupFilters,
          filters,
          weights,
          group * groupFilters * depth,
          depth,
          0,
          inputDelta,
          group * depth,
          channels);
    }
  }

  @Override
  public void weightGradient(float[] x, float[] delta, int rows, float[] gradient) {
    for (int group = 0; group < groups; group++) {
      blas.sgemm(
          true,
          false,
          groupFilters,
          depth,
          rows * cells,
          1,
          delta,
          group * groupFilters,
          filters,
          x,
          group * depth,
          channels,
          0,
          gradient,
          group * groupFilters * depth,
          depth);
    }
  }
}
