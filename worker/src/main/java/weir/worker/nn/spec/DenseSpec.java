package weir.worker.nn.spec;

/**
 * A fully connected layer on the last axis: {@code y = activation(x Wᵀ + b)}, weight [units, in],
 * bias [units], as PyTorch's {@code Linear}.
 *
 * @param units floats of the output's last axis
 * @param weights initial weights
 * @param bias initial bias
 * @param useBias false leaves b out
 */
public record DenseSpec(
    int units,
    ActivationSpec activation,
    InitializerSpec weights,
    InitializerSpec bias,
    boolean useBias)
    implements LayerSpec {
  private static final long serialVersionUID = 1;

  public DenseSpec {
    if (units < 1) {
      throw new IllegalArgumentException("units=" + units + " (expected: > 0); set dense.units");
    }
    if (activation.axis() != -1) {
      throw new IllegalArgumentException(
          "dense activation axis="
              + activation.axis()
              + " (expected: -1, the last axis); use a layer of its own");
    }
  }

  /** With the initial weights that suit the activation, and a bias that starts at zero. */
  public DenseSpec(int units, ActivationSpec activation) {
    this(
        units,
        activation,
        InitializerSpec.defaultFor(activation.function()),
        InitializerSpec.ZEROS,
        true);
  }

  /** Without activation. */
  public DenseSpec(int units) {
    this(units, ActivationSpec.IDENTITY);
  }

  /** The same layer with another activation; initial weights stay. */
  public DenseSpec withActivation(ActivationSpec other) {
    return new DenseSpec(units, other, weights, bias, useBias);
  }

  @Override
  public Kind kind() {
    return Kind.DENSE;
  }

  @Override
  public ActivationKind outputFunction() {
    return activation.function();
  }

  @Override
  public LayerSpec withoutOutputFunction() {
    return withActivation(ActivationSpec.IDENTITY);
  }
}
