package weir.driver.api;

import weir.worker.nn.spec.ActivationKind;
import weir.worker.nn.spec.ActivationSpec;
import weir.worker.nn.spec.Cells;
import weir.worker.nn.spec.ConvolutionSpec;
import weir.worker.nn.spec.InitializerSpec;
import weir.worker.nn.spec.PaddingSpec;

/**
 * A convolution and its options; made by {@link Layers#conv2d} and {@link Layers#conv1d}. Unless
 * {@link #initializer} says another, the weights start as suits the activation. Immutable: each
 * method returns another.
 */
public final class ConvolutionLayer implements Layer {
  private final ConvolutionSpec spec;
  private final boolean initialized;

  ConvolutionLayer(ConvolutionSpec spec) {
    this(spec, false);
  }

  private ConvolutionLayer(ConvolutionSpec spec, boolean initialized) {
    this.spec = spec;
    this.initialized = initialized;
  }

  private ConvolutionLayer with(ConvolutionSpec other) {
    return new ConvolutionLayer(other, initialized);
  }

  /** Cells from one place of the kernel to the next. */
  public ConvolutionLayer stride(int cells) {
    return stride(cells, cells);
  }

  /** The same, down and across. */
  public ConvolutionLayer stride(int vertical, int horizontal) {
    return with(spec.withWindow(spec.window().withStride(new Cells(vertical, horizontal))));
  }

  /** Cells from one cell that the kernel covers to the next. */
  public ConvolutionLayer dilation(int cells) {
    return dilation(cells, cells);
  }

  /** The same, down and across. */
  public ConvolutionLayer dilation(int vertical, int horizontal) {
    return with(spec.withWindow(spec.window().withDilation(new Cells(vertical, horizontal))));
  }

  /** Zeros on each side. */
  public ConvolutionLayer padding(int cells) {
    return padding(cells, cells);
  }

  /** Zeros above and below, and to the left and right. */
  public ConvolutionLayer padding(int vertical, int horizontal) {
    return padding(new PaddingSpec(false, new Cells(vertical, horizontal)));
  }

  /** So many zeros that the size stays at stride 1. */
  public ConvolutionLayer paddingSame() {
    return padding(PaddingSpec.SAME);
  }

  private ConvolutionLayer padding(PaddingSpec padding) {
    return with(spec.withWindow(spec.window().withPadding(padding)));
  }

  /** Parts into which channels and filters are cut, each convolved on its own. */
  public ConvolutionLayer groups(int groups) {
    return with(spec.withGroups(groups));
  }

  /** What the sums go through. */
  public ConvolutionLayer activation(ActivationKind function) {
    return activation(ActivationSpec.of(function));
  }

  /** What the sums go through, with options such as {@code ActivationSpec.leakyRelu(0.2)}. */
  public ConvolutionLayer activation(ActivationSpec activation) {
    ConvolutionSpec other = spec.withActivation(activation);
    return with(
        initialized ? other : other.withWeights(InitializerSpec.defaultFor(activation.function())));
  }

  /**
   * How the weights, {@code [filters, in / groups, height, width]}, start; see {@link
   * Initializers}.
   */
  public ConvolutionLayer initializer(InitializerSpec weights) {
    return new ConvolutionLayer(spec.withWeights(weights), true);
  }

  /** How the bias, {@code [filters]}, starts. */
  public ConvolutionLayer biasInitializer(InitializerSpec bias) {
    return with(spec.withBias(bias, spec.useBias()));
  }

  /** Leaves the bias out. */
  public ConvolutionLayer withoutBias() {
    return with(spec.withBias(spec.bias(), false));
  }

  @Override
  public ConvolutionSpec spec() {
    return spec;
  }
}
