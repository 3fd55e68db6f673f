package weir.worker.nn.layer;

import java.util.Arrays;
import weir.tensor.Blas;
import weir.tensor.Kernels;

/**
 * {@code y = x Wᵀ + b} as a part of a layer: x [rows, in], y [rows, out], W [out, in], b [out], the
 * last two being parameters {@code weight} and {@code weight + 1} of the layer.
 */
final class Projection {
  private final Blas blas;
  private final int in;
  private final int out;
  private final int weight;

  Projection(Blas blas, int in, int out, int weight) {
    this.blas = blas;
    this.in = in;
    this.out = out;
    this.weight = weight;
  }

  void forward(LayerPass pass, float[] x, float[] y, int rows) {
    blas.sgemm(
        false,
        true,
        rows,
        out,
        in,
        1,
        x,
        0,
        in,
        pass.weights(),
        pass.offset(weight),
        in,
        0,
        y,
        0,
        out);
    Kernels.addBias(y, 0, rows, out, pass.weights(), pass.offset(weight + 1));
  }

  /** From the gradient of y to that of x. */
  void backward(LayerPass pass, float[] delta, float[] inputDelta, int rows) {
    blas.sgemm(
        false,
        false,
        rows,
        in,
        out,
        1,
        delta,
        0,
        out,
        pass.weights(),
        pass.offset(weight),
        in,
        0,
        inputDelta,
        0,
        in);
  }

  /** The gradients of W and b. */
  void gradient(LayerPass pass, float[] x, float[] delta, int rows) {
    blas.sgemm(
        true,
        false,
        out,
        in,
        rows,
        1,
        delta,
        0,
        out,
        x,
        0,
        in,
        pass.accumulate() ? 1 : 0,
        pass.gradient(),
        pass.offset(weight),
        in);
    int bias = pass.offset(weight + 1);
    if (!pass.accumulate()) {
      Arrays.fill(pass.gradient(), bias, bias + out, 0);
    }
    Kernels.addColumnSums(delta, 0, rows, out, pass.gradient(), bias);
  }
}
