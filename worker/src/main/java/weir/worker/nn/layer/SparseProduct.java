package weir.worker.nn.layer;

import java.util.Arrays;
import weir.worker.data.Batch;

/** Products of CSR rows with a weight [units, width], without densifying, in one fixed order. */
final class SparseProduct {
  private final int units;
  private final int width;

  SparseProduct(int units, int width) {
    this.units = units;
    this.width = width;
  }

  /** y [rows, units] = X Wᵀ. */
  void forward(Batch x, float[] weights, int offset, float[] y) {
    for (int row = 0; row < x.rows(); row++) {
      for (int unit = 0; unit < units; unit++) {
        int start = offset + unit * width;
        float sum = 0;
        for (int i = x.rowStart()[row]; i < x.rowStart()[row + 1]; i++) {
          sum += x.values()[i] * weights[start + x.columns()[i]];
        }
        y[row * units + unit] = sum;
      }
    }
  }

  /** gradient [units, width] += deltaᵀ X, after it was cleared unless {@code accumulate}. */
  void gradient(LayerPass pass, int offset) {
    Batch x = pass.sparse();
    float[] gradient = pass.gradient();
    if (!pass.accumulate()) {
      Arrays.fill(gradient, offset, offset + units * width, 0);
    }
    for (int row = 0; row < x.rows(); row++) {
      for (int unit = 0; unit < units; unit++) {
        float delta = pass.delta()[row * units + unit];
        int start = offset + unit * width;
        for (int i = x.rowStart()[row]; i < x.rowStart()[row + 1]; i++) {
          gradient[start + x.columns()[i]] += delta * x.values()[i];
        }
      }
    }
  }
}
