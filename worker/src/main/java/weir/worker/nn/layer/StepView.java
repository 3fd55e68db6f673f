package weir.worker.nn.layer;

import weir.tensor.Kernels;

/**
 * A view of an array as [steps][rows][width], whatever the order in which it lies there.
 *
 * @param offset of the first step of the first row
 * @param stepStride floats from a step to the next; negative: the array holds them backwards
 */
record StepView(float[] array, int offset, int rowStride, int stepStride) {

  /**
   * How much of a view is meant.
   *
   * @param width floats of one row's step
   */
  record Extent(int rows, int steps, int width) {}

  /** Overwrites {@code to} with this. */
  void copyTo(StepView to, Extent extent) {
    for (int step = 0; step < extent.steps(); step++) {
      for (int row = 0; row < extent.rows(); row++) {
        System.arraycopy(array, at(step, row), to.array, to.at(step, row), extent.width());
      }
    }
  }

  /** Adds this to {@code to}. */
  void addTo(StepView to, Extent extent) {
    for (int step = 0; step < extent.steps(); step++) {
      for (int row = 0; row < extent.rows(); row++) {
        Kernels.add(array, at(step, row), to.array, to.at(step, row), extent.width());
      }
    }
  }

  /** Multiplies this by {@code factors}. */
  void multiplyBy(StepView factors, Extent extent) {
    for (int step = 0; step < extent.steps(); step++) {
      for (int row = 0; row < extent.rows(); row++) {
        int from = factors.at(step, row);
        Kernels.multiply(factors.array, from, array, at(step, row), extent.width());
      }
    }
  }

  private int at(int step, int row) {
    return offset + step * stepStride + row * rowStride;
  }
}
