package weir.worker.nn.layer;

import java.util.Arrays;
import java.util.List;
import weir.tensor.Blas;
import weir.tensor.Kernels;
import weir.tensor.Shape;
import weir.worker.nn.initialize.Fans;
import weir.worker.nn.spec.InitializerSpec;

/**
 * The sums of a recurrence: {@code W x} of all steps in one product, {@code U h + b + c} a step at
 * a time, the gradients with respect to W and U in one product side by side.
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

  /** What the state's sums get added: its own bias, or both where the sums are one. */
  private final float[] bias;

  private final float[] products;

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
    bias = new float[width];
    products = new float[width * (features + units)];
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

  /** The product of the input of all steps. */
  void inputSums(LayerPass pass, Unrolled u, int steps) {
    blas.sgemm(
        false,
        true,
        steps * u.rows,
        width,
        features,
        1,
        u.reads,
        0,
        u.readWidth(),
        pass.weights(),
        offset(pass, INPUT_WEIGHT),
        features,
        0,
        u.sums,
        0,
        width);
    float[] weights = pass.weights();
    System.arraycopy(weights, offset(pass, STATE_BIAS), bias, 0, width);
    if (u.stateSums == u.sums) {
      Kernels.add(weights, offset(pass, INPUT_BIAS), bias, 0, width);
    }
  }

  /** The product of the state before {@code step}, and both biases while the sums are in cache. */
  void addStateSums(LayerPass pass, Unrolled u, int step) {
    int sums = u.sumsAt(step);
    blas.sgemm(
        false,
        true,
        u.rows,
        width,
        units,
        1,
        u.reads,
        u.stateAt(step, 0),
        u.readWidth(),
        pass.weights(),
        offset(pass, STATE_WEIGHT),
        units,
        u.stateSums == u.sums ? 1 : 0,
        u.stateSums,
        sums,
        width);
    Kernels.addBias(u.stateSums, sums, u.rows, width, bias, 0);
    if (u.stateSums != u.sums) {
      Kernels.addBias(u.sums, sums, u.rows, width, pass.weights(), offset(pass, INPUT_BIAS));
    }
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
    biasGradient(pass, INPUT_BIAS, u.sums, all);
    if (u.stateSums == u.sums) {
      product(u.sums, u, 0, u.readWidth(), all);
      System.arraycopy(
          pass.gradient(),
          offset(pass, INPUT_BIAS),
          pass.gradient(),
          offset(pass, STATE_BIAS),
          width);
    } else {
      product(u.sums, u, 0, features, all);
      product(u.stateSums, u, features, units, all);
      biasGradient(pass, STATE_BIAS, u.stateSums, all);
    }
    weightGradient(pass, INPUT_WEIGHT, 0, features);
    weightGradient(pass, STATE_WEIGHT, features, units);
    pass.ready(offset(pass, STATE_BIAS) + width);
  }

  /** Columns of both weights' gradient side by side. */
  private void product(float[] delta, Unrolled u, int column, int columns, int rows) {
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
        u.reads,
        column,
        u.readWidth(),
        0,
        products,
        column,
        u.readWidth());
  }

  /** Takes a weight's columns out of the products. */
  private void weightGradient(LayerPass pass, int weight, int column, int columns) {
    int readWidth = features + units;
    for (int row = 0; row < width; row++) {
      int from = row * readWidth + column;
      int to = offset(pass, weight) + row * columns;
      if (pass.accumulate()) {
        Kernels.add(products, from, pass.gradient(), to, columns);
      } else {
        System.arraycopy(products, from, pass.gradient(), to, columns);
      }
    }
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
