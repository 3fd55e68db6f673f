package weir.worker.nn.layer;

import java.util.Arrays;
import java.util.List;
import weir.tensor.Kernels;
import weir.tensor.Shape;
import weir.worker.nn.initialize.Fans;
import weir.worker.nn.spec.InitializerSpec;
import weir.worker.nn.spec.LayerNormSpec;

/**
 * Layer normalisation over the last axis, of any shape [.., columns]. Keeps x̂ = (x − mean) /
 * deviation and the inverse deviation of each row; means are sums in double.
 */
final class LayerNorm implements Layer {
  private static final int WEIGHT = 0;
  private static final int BIAS = 1;
  private static final int NORMALIZED = 0;
  private static final int INVERSES = 1;

  private final double epsilon;
  private final Shape shape;
  private final int columns;
  private final int rowsPerSample;

  LayerNorm(LayerNormSpec spec, Shape input) {
    epsilon = spec.epsilon();
    shape = input;
    columns = input.extent(input.rank() - 1);
    rowsPerSample = input.size() / columns;
  }

  @Override
  public Shape output() {
    return shape;
  }

  @Override
  public List<Parameter> parameters() {
    Shape one = new Shape(columns);
    Fans fans = new Fans(columns, columns);
    return List.of(
        new Parameter("weight", one, fans, new InitializerSpec.Constant(1)),
        new Parameter("bias", one, fans, InitializerSpec.ZEROS));
  }

  @Override
  public int[] buffers() {
    return new int[] {shape.size(), rowsPerSample};
  }

  @Override
  public boolean keepsSteps() {
    return true;
  }

  @Override
  public void forward(LayerPass pass) {
    float[] x = pass.input(0);
    float[] normalized = pass.buffer(NORMALIZED);
    float[] inverses = pass.buffer(INVERSES);
    for (int row = 0; row < rows(pass); row++) {
      int at = row * columns;
      float mean = (float) (Kernels.sum(x, at, columns) / columns);
      for (int i = at; i < at + columns; i++) {
        normalized[i] = x[i] - mean;
      }
      double variance = Kernels.sumOfSquares(normalized, at, columns) / columns;
      inverses[row] = (float) (1 / Math.sqrt(variance + epsilon));
      stretch(pass, at, inverses[row]);
    }
  }

  /** One row from x − mean to x̂ and y. */
  private void stretch(LayerPass pass, int at, float inverse) {
    float[] normalized = pass.buffer(NORMALIZED);
    float[] y = pass.output();
    float[] weights = pass.weights();
    int weight = pass.offset(WEIGHT);
    int bias = pass.offset(BIAS);
    for (int i = 0; i < columns; i++) {
      float value = normalized[at + i] * inverse;
      normalized[at + i] = value;
      y[at + i] = value * weights[weight + i] + weights[bias + i];
    }
  }

  @Override
  public void backward(LayerPass pass) {
    if (pass.inputDelta(0) == null) {
      return;
    }
    for (int row = 0; row < rows(pass); row++) {
      inputDelta(pass, row);
    }
  }

  /** With g = delta · weight: inverse · (g − mean(g) − x̂ · mean(g · x̂)). */
  private void inputDelta(LayerPass pass, int row) {
    float[] delta = pass.delta();
    float[] g = pass.inputDelta(0);
    float[] normalized = pass.buffer(NORMALIZED);
    float[] weights = pass.weights();
    int weight = pass.offset(WEIGHT);
    int at = row * columns;
    for (int i = 0; i < columns; i++) {
      g[at + i] = delta[at + i] * weights[weight + i];
    }
    float mean = (float) (Kernels.sum(g, at, columns) / columns);
    float slope = (float) (Kernels.dot(g, at, normalized, at, columns) / columns);
    float inverse = pass.buffer(INVERSES)[row];
    for (int i = at; i < at + columns; i++) {
      g[i] = inverse * (g[i] - mean - normalized[i] * slope);
    }
  }

  @Override
  public void parameterGradient(LayerPass pass) {
    float[] gradient = pass.gradient();
    int weight = pass.offset(WEIGHT);
    int bias = pass.offset(BIAS);
    if (!pass.accumulate()) {
      Arrays.fill(gradient, weight, weight + columns, 0);
      Arrays.fill(gradient, bias, bias + columns, 0);
    }
    float[] delta = pass.delta();
    float[] normalized = pass.buffer(NORMALIZED);
    for (int row = 0; row < rows(pass); row++) {
      int at = row * columns;
      for (int i = 0; i < columns; i++) {
        gradient[weight + i] += delta[at + i] * normalized[at + i];
      }
    }
    Kernels.addColumnSums(delta, 0, rows(pass), columns, gradient, bias);
  }

  private int rows(LayerPass pass) {
    return pass.rows() * rowsPerSample;
  }
}
