package weir.worker.nn.activation;

import weir.tensor.Activations;
import weir.tensor.Kernels;
import weir.tensor.SoftmaxKernels;
import weir.worker.nn.spec.ActivationKind;
import weir.worker.nn.spec.ActivationSpec;

/**
 * A function of rows [rows, columns], forward and backward; softmax along the columns. The same
 * bits cold and warm. Immutable.
 */
public final class Activation {
  private final ActivationKind function;
  private final float option;

  /** The function that {@code spec} names, along the last axis. */
  public Activation(ActivationSpec spec) {
    function = spec.function();
    option = (float) spec.option();
  }

  /** True when x must survive: y may not overwrite it, or the derivative is computed from it. */
  public boolean needsInput() {
    return switch (function) {
      case ELU, GELU, GELU_TANH, SILU -> true;
      case IDENTITY, RELU, LEAKY_RELU, SIGMOID, TANH, SOFTPLUS, SOFTMAX, LOG_SOFTMAX -> false;
    };
  }

  /** y = f(x); {@code y} may be {@code x} unless {@link #needsInput()}. */
  public void forward(float[] x, float[] y, int rows, int columns) {
    int length = rows * columns;
    switch (function) {
      case IDENTITY -> copy(x, y, length);
      case RELU -> Activations.relu(x, 0, y, 0, length);
      case LEAKY_RELU -> Activations.leakyRelu(option, x, 0, y, 0, length);
      case ELU -> Activations.elu(option, x, 0, y, 0, length);
      case SIGMOID -> Activations.sigmoid(x, 0, y, 0, length);
      case TANH -> Activations.tanh(x, 0, y, 0, length);
      case SOFTPLUS -> Activations.softplus(x, 0, y, 0, length);
      case GELU -> Activations.gelu(x, 0, y, 0, length);
      case GELU_TANH -> Activations.geluTanh(x, 0, y, 0, length);
      case SILU -> Activations.silu(x, 0, y, 0, length);
      case SOFTMAX -> SoftmaxKernels.softmax(x, 0, y, 0, rows, columns);
      case LOG_SOFTMAX -> SoftmaxKernels.logSoftmax(x, 0, y, 0, rows, columns);
    }
  }

  /** y = f(y + bias), bias [columns] from {@code biasOffset}; not for {@link #needsInput()}. */
  public void forwardWithBias(float[] y, int rows, int columns, float[] bias, int biasOffset) {
    if (function == ActivationKind.RELU) {
      Activations.biasRelu(y, 0, rows, columns, bias, biasOffset);
      return;
    }
    Kernels.addBias(y, 0, rows, columns, bias, biasOffset);
    forward(y, y, rows, columns);
  }

  /**
   * Turns {@code delta} from the gradient with respect to y into that with respect to x, in place.
   *
   * @param x the input of {@link #forward}; read only when {@link #needsInput()}
   */
  public void backward(float[] x, float[] y, float[] delta, int rows, int columns) {
    int length = rows * columns;
    switch (function) {
      case IDENTITY -> {}
      case RELU -> Activations.reluBackward(y, 0, delta, 0, length);
      case LEAKY_RELU -> Activations.leakyReluBackward(option, y, 0, delta, 0, length);
      case ELU -> Activations.eluBackward(option, y, 0, delta, 0, length);
      case SIGMOID -> Activations.sigmoidBackward(y, 0, delta, 0, length);
      case TANH -> Activations.tanhBackward(y, 0, delta, 0, length);
      case SOFTPLUS -> Activations.softplusBackward(y, 0, delta, 0, length);
      case GELU -> Activations.geluBackward(x, 0, delta, 0, length);
      case GELU_TANH -> Activations.geluTanhBackward(x, 0, delta, 0, length);
      case SILU -> Activations.siluBackward(x, 0, delta, 0, length);
      case SOFTMAX -> SoftmaxKernels.softmaxBackward(y, 0, delta, 0, rows, columns);
      case LOG_SOFTMAX -> SoftmaxKernels.logSoftmaxBackward(y, 0, delta, 0, rows, columns);
    }
  }

  private static void copy(float[] x, float[] y, int length) {
    if (x != y) {
      System.arraycopy(x, 0, y, 0, length);
    }
  }
}
