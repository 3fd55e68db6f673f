package weir.worker.nn.spec;

/**
 * An activation, as a layer of its own or as part of another.
 *
 * @param function which one
 * @param option slope of LEAKY_RELU, alpha of ELU; 0 for all others
 * @param axis along which SOFTMAX and LOG_SOFTMAX normalise: a dimension of the sample's shape, −1
 *     for the last one; −1 for all others
 */
public record ActivationSpec(ActivationKind function, double option, int axis)
    implements LayerSpec {
  private static final long serialVersionUID = 1;

  /** PyTorch's slope of leakyRelu below zero. */
  public static final double DEFAULT_NEGATIVE_SLOPE = 0.01;

  /** PyTorch's alpha of elu. */
  public static final double DEFAULT_ALPHA = 1;

  /** No activation. */
  public static final ActivationSpec IDENTITY = of(ActivationKind.IDENTITY);

  public ActivationSpec {
    if (!(option >= 0 && option < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          function + " option=" + option + " (expected: >= 0); set activation");
    }
    if (!function.alongAxis() && axis != -1) {
      throw new IllegalArgumentException(
          function + " axis=" + axis + " (expected: -1, it has no axis); set activation");
    }
  }

  /** The function with its default options. */
  public static ActivationSpec of(ActivationKind function) {
    double option =
        switch (function) {
          case LEAKY_RELU -> DEFAULT_NEGATIVE_SLOPE;
          case ELU -> DEFAULT_ALPHA;
          case IDENTITY,
              RELU,
              SIGMOID,
              TANH,
              SOFTPLUS,
              GELU,
              GELU_TANH,
              SILU,
              SOFTMAX,
              LOG_SOFTMAX ->
              0;
        };
    return new ActivationSpec(function, option, -1);
  }

  /** leakyRelu with a slope below zero. */
  public static ActivationSpec leakyRelu(double negativeSlope) {
    return new ActivationSpec(ActivationKind.LEAKY_RELU, negativeSlope, -1);
  }

  /** elu with its limit −alpha. */
  public static ActivationSpec elu(double alpha) {
    return new ActivationSpec(ActivationKind.ELU, alpha, -1);
  }

  /** softmax or logSoftmax along a dimension of the sample's shape. */
  public static ActivationSpec alongAxis(ActivationKind function, int axis) {
    return new ActivationSpec(function, of(function).option(), axis);
  }

  @Override
  public Kind kind() {
    return Kind.ACTIVATION;
  }

  @Override
  public ActivationKind outputFunction() {
    return function;
  }

  @Override
  public LayerSpec withoutOutputFunction() {
    return IDENTITY;
  }
}
