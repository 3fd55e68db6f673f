package weir.driver.api;

import weir.worker.nn.spec.ActivationKind;
import weir.worker.nn.spec.ActivationSpec;
import weir.worker.nn.spec.DenseSpec;
import weir.worker.nn.spec.InitializerSpec;

/**
 * A fully connected layer and its options; made by {@link Layers#dense}. Unless {@link
 * #initializer} says another, the weights start as suits the activation. Immutable: each method
 * returns another.
 */
public final class DenseLayer implements Layer {
  private final DenseSpec spec;
  private final boolean initialized;

  DenseLayer(int units) {
    this(new DenseSpec(units), false);
  }

  private DenseLayer(DenseSpec spec, boolean initialized) {
    this.spec = spec;
    this.initialized = initialized;
  }

  /** What the sums go through. */
  public DenseLayer activation(ActivationKind function) {
    return activation(ActivationSpec.of(function));
  }

  /** What the sums go through, with options such as {@code ActivationSpec.leakyRelu(0.2)}. */
  public DenseLayer activation(ActivationSpec activation) {
    InitializerSpec weights =
        initialized ? spec.weights() : InitializerSpec.defaultFor(activation.function());
    return new DenseLayer(
        new DenseSpec(spec.units(), activation, weights, spec.bias(), spec.useBias()), initialized);
  }

  /** How the weights, {@code [units, in]}, start; see {@link Initializers}. */
  public DenseLayer initializer(InitializerSpec weights) {
    return new DenseLayer(
        new DenseSpec(spec.units(), spec.activation(), weights, spec.bias(), spec.useBias()), true);
  }

  /** How the bias, {@code [units]}, starts. */
  public DenseLayer biasInitializer(InitializerSpec bias) {
    return new DenseLayer(
        new DenseSpec(spec.units(), spec.activation(), spec.weights(), bias, spec.useBias()),
        initialized);
  }

  /** Leaves the bias out. */
  public DenseLayer withoutBias() {
    return new DenseLayer(
        new DenseSpec(spec.units(), spec.activation(), spec.weights(), spec.bias(), false),
        initialized);
  }

  @Override
  public DenseSpec spec() {
    return spec;
  }
}
