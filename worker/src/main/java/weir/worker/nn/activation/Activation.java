package weir.worker.nn.activation;

import weir.worker.nn.spec.ActivationSpec;

/**
 * A function of rows [rows, columns]. Instances may keep scratch arrays: one thread only. The same
 * bits cold and warm.
 */
public interface Activation {

  /**
   * y = f(x); {@code y} may be {@code x} unless {@link #needsInput()}.
   *
   * @param rows rows of x and y
   * @param columns their length
   */
  void forward(float[] x, float[] y, int rows, int columns);

  /**
   * Multiplies {@code delta}, the gradient with respect to y, by f′ in place.
   *
   * @param x the input of {@link #forward}; not read unless {@link #needsInput()}
   * @param y its output
   */
  void backward(float[] x, float[] y, float[] delta, int rows, int columns);

  /** True when the derivative cannot be had from the output alone. */
  default boolean needsInput() {
    return false;
  }

  /** The function that {@code spec} names, along the last axis. */
  static Activation of(ActivationSpec spec) {
    return switch (spec.function()) {
      case IDENTITY -> new Identity();
      case RELU -> new Relu();
      case LEAKY_RELU -> new LeakyRelu((float) spec.option());
      case ELU -> new Elu((float) spec.option());
      case SIGMOID -> new Sigmoid();
      case TANH -> new Tanh();
      case SOFTPLUS -> new Softplus();
      case GELU -> new Gelu();
      case GELU_TANH -> new GeluTanh();
      case SILU -> new Silu();
      case SOFTMAX -> new Softmax();
      case LOG_SOFTMAX -> new LogSoftmax();
    };
  }
}
