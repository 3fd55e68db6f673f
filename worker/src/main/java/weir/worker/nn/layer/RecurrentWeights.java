package weir.worker.nn.layer;

import java.util.Arrays;
import java.util.List;
import weir.tensor.Blas;
import weir.tensor.Kernels;
import weir.tensor.Shape;
import weir.worker.nn.initialize.Fans;
import weir.worker.nn.spec.InitializerSpec;

/**
 * The sums of a recurrence: {@code W x + b} of all steps in one product, {@code U h + c} a step at
 * a time, the gradients with respect to W and U in one product each.
 */
final class RecurrentWeights {
  /** Tensors of a recurrence. */
  static final int PARAMETERS = 4;

  private static final int INPUT_WEIGHT = 0;
  private static final int STATE_WEIGHT = 1;
  private static final int INPUT_BIAS = 2;
  private static final int STATE_BIAS = 3;

  private final Blas blas;
  private final int width;
  private final int features;
  private final int units;
  private final int first;

  /**
   * @param width sums of a step
   * @param first of its tensors among the layer's
   */
  RecurrentWeights(Blas blas, int width, int features, int units, int first) {
    this.blas = blas;
    this.width = width;
    this.features = features;
    this.units = units;
    this.first = first;
  }

  /** PyTorch's tensors, all uniform within ±1/√units as there. */
  List<Parameter> parameters(String suffix) {
    InitializerSpec uniform = InitializerSpec.Uniform.within(1 / Math.sqrt(units));
    Shape input = new Shape(width, features);
    Shape state = new Shape(width, units);
    Shape bias = new Shape(width);
    return List.of(
        new Parameter("weight_ih" + suffix, input, Fans.of(input), uniform),
        new Parameter("weight_hh" + suffix, state, Fans.of(state), uniform),
        new Parameter("bias_ih" + suffix, bias, Fans.of(input), uniform),
        new Parameter("bias_hh" + suffix, bias, Fans.of(state), uniform));
  }

  /** All that does not depend on the states: both biases, and the product of the input. */
  void inputSums(LayerPass pass, Unrolled u, int steps) {
    int all = steps * u.rows;
    blas.sgemm(
        false,
        true,
        all,
        width,
        features,
        1,
        u.input,
        0,
        features,
        pass.weights(),
        offset(pass, INPUT_WEIGHT),
        features,
        0,
        u.sums,
        0,
        width);
    Kernels.addBias(u.sums, 0, all, width, pass.weights(), offset(pass, INPUT_BIAS));
    if (u.stateSums != u.sums) {
      Arrays.fill(u.stateSums, 0, all * width, 0);
    }
    Kernels.addBias(u.stateSums, 0, all, width, pass.weights(), offset(pass, STATE_BIAS));
  }

  /** Adds the product of the state before {@code step}. */
  void addStateSums(LayerPass pass, Unrolled u, int step) {
    blas.sgemm(
        false,
        true,
        u.rows,
        width,
        units,
        1,
        u.states,
        u.statesAt(step),
        units,
        pass.weights(),
        offset(pass, STATE_WEIGHT),
        units,
        1,
        u.stateSums,
        u.sumsAt(step),
        width);
  }

  /** Adds to the gradient with respect to the state before {@code step} what the sums' brings. */
  void addStatesDelta(LayerPass pass, Unrolled u, int step) {
    blas.sgemm(
        false,
        false,
        u.rows,
        units,
        width,
        1,
        u.stateSums,
        u.sumsAt(step),
        width,
        pass.weights(),
        offset(pass, STATE_WEIGHT),
        units,
        1,
        u.statesDelta,
        u.statesAt(step),
        units);
  }

  /** The gradient with respect to the input of all steps. */
  void inputDelta(LayerPass pass, Unrolled u, int steps, float[] inputDelta) {
    blas.sgemm(
        false,
        false,
        steps * u.rows,
        features,
        width,
        1,
        u.sums,
        0,
        width,
        pass.weights(),
        offset(pass, INPUT_WEIGHT),
        features,
        0,
        inputDelta,
        0,
        features);
  }

  /** The gradient of all four, from that with respect to the sums of all steps. */
  void gradient(LayerPass pass, Unrolled u, int steps) throws InterruptedException {
    int all = steps * u.rows;
    weightGradient(pass, INPUT_WEIGHT, u.sums, u.input, all);
    pass.ready(offset(pass, STATE_WEIGHT));
    weightGradient(pass, STATE_WEIGHT, u.stateSums, u.states, all);
    biasGradient(pass, INPUT_BIAS, u.sums, all);
    if (u.stateSums == u.sums) {
      System.arraycopy(
          pass.gradient(),
          offset(pass, INPUT_BIAS),
          pass.gradient(),
          offset(pass, STATE_BIAS),
          width);
    } else {
      biasGradient(pass, STATE_BIAS, u.stateSums, all);
    }
    pass.ready(offset(pass, STATE_BIAS) + width);
  }

  private void weightGradient(LayerPass pass, int weight, float[] delta, float[] x, int rows) {
    int columns = weight == INPUT_WEIGHT ? features : units;
    blas.sgemm(
        true,
        false,
        width,
        columns,
        rows,
        1,
        delta,
        0,
        width,
        x,
        0,
        columns,
        pass.accumulate() ? 1 : 0,
        pass.gradient(),
        offset(pass, weight),
        columns);
  }

  private void biasGradient(LayerPass pass, int parameter, float[] delta, int rows) {
    int bias = offset(pass, parameter);
    if (!pass.accumulate()) {
      Arrays.fill(pass.gradient(), bias, bias + width, 0);
    }
    Kernels.addColumnSums(delta, 0, rows, width, pass.gradient(), bias);
  }

  private int offset(LayerPass pass, int parameter) {
    return pass.offset(first + parameter);
  }
}
