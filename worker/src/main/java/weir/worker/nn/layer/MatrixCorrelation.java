package weir.worker.nn.layer;

import java.util.Arrays;
import weir.tensor.Blas;

/** Matrix products with {@link Columns}, so many lines at a time that they stay in the cache. */
final class MatrixCorrelation implements Correlation {
  private final Blas blas;
  private final Window window;
  private final Columns columns;
  private final int groups;
  private final int filters;
  private final int groupFilters;
  private final int covered;

  MatrixCorrelation(Window window, int groups, int filters, Blas blas) {
    this.blas = blas;
    this.window = window;
    this.groups = groups;
    this.filters = filters;
    groupFilters = filters / groups;
    columns = new Columns(window, groups);
    covered = columns.covered();
  }

  @Override
  public void forward(float[] x, int rows, float[] weights, float[] y) {
    int total = rows * window.outHeight;
    int step = columns.reserve(total);
    for (int group = 0; group < groups; group++) {
      for (int first = 0; first < total; first += step) {
        int lines = Math.min(step, total - first);
        columns.gather(x, group, first, lines);
        multiply(group, first, lines, weights, y);
      }
    }
  }

  private void multiply(int group, int first, int lines, float[] weights, float[] y) {
    blas.sgemm(
        false,
        true,
        lines * window.outWidth,
        groupFilters,
        covered,
        1,
        columns.array(),
        0,
        covered,
        weights,
        group * groupFilters * covered,
        covered,
        0,
        y,
        at(group, first),
        filters);
  }

  @Override
  public void inputDelta(float[] delta, int rows, float[] weights, float[] inputDelta) {
    Arrays.fill(inputDelta, 0, rows * window.inputSize(), 0);
    int total = rows * window.outHeight;
    int step = columns.reserve(total);
    for (int group = 0; group < groups; group++) {
      for (int first = 0; first < total; first += step) {
        int lines = Math.min(step, total - first);
        columnDelta(group, first, lines, delta, weights);
        columns.scatter(inputDelta, group, first, lines);
      }
    }
  }

  private void columnDelta(int group, int first, int lines, float[] delta, float[] weights) {
    blas.sgemm(
        false,
        false,
        lines * window.outWidth,
        covered,
        groupFilters,
        1,
        delta,
        at(group, first),
        filters,
        weights,
        group * groupFilters * covered,
        covered,
        0,
        columns.array(),
        0,
        covered);
  }

  @Override
  public void weightGradient(float[] x, float[] delta, int rows, float[] gradient) {
    int total = rows * window.outHeight;
    int step = columns.reserve(total);
    for (int group = 0; group < groups; group++) {
      for (int first = 0; first < total; first += step) {
        int lines = Math.min(step, total - first);
        columns.gather(x, group, first, lines);
        blas.sgemm(
            true,
            false,
            groupFilters,
            covered,
            lines * window.outWidth,
            1,
            delta,
            at(group, first),
            filters,
            columns.array(),
            0,
            covered,
            first == 0 ? 0 : 1,
            gradient,
            group * groupFilters * covered,
            covered);
      }
    }
  }

  /** Where a group's part of the output begins. */
  private int at(int group, int line) {
    return line * window.outWidth * filters + group * groupFilters;
  }
}
