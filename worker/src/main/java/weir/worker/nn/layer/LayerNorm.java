package weir.worker.nn.layer;

import java.util.Arrays;
import java.util.List;
import weir.tensor.LayerNormKernels;
import weir.tensor.Shape;
import weir.worker.nn.initialize.Fans;
import weir.worker.nn.spec.InitializerSpec;
import weir.worker.nn.spec.LayerNormSpec;

/**
 * Layer normalisation over the last axis, of any shape [.., columns]. Keeps x̂ = (x − mean) /
 * deviation and the inverse deviation of each row.
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
    LayerNormKernels.forward(
        epsilon,
        pass.input(0),
        pass.buffer(NORMALIZED),
        pass.buffer(INVERSES),
        pass.output(),
        rows(pass),
        columns,
        pass.weights(),
        pass.offset(WEIGHT),
        pass.offset(BIAS));
  }

  @Override
  public void backward(LayerPass pass) {
    if (pass.inputDelta(0) == null) {
      return;
    }
    LayerNormKernels.inputDelta(
        pass.delta(),
        pass.buffer(NORMALIZED),
        pass.buffer(INVERSES),
        pass.inputDelta(0),
        rows(pass),
        columns,
        pass.weights(),
        pass.offset(WEIGHT));
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
    LayerNormKernels.addGradient(
        pass.delta(), pass.buffer(NORMALIZED), rows(pass), columns, gradient, weight, bias);
  }

  private int rows(LayerPass pass) {
    return pass.rows() * rowsPerSample;
  }
}
