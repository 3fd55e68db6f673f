package weir.worker.nn.spec;

/**
 * A convolution: {@code y = activation(x ⋆ W + b)}, the kernel not flipped, zeros around the image,
 * as PyTorch's {@code Conv2d} and {@code Conv1d}. Images [height, width, channels] or sequences
 * [steps, features]; weight [filters, in / groups, height, width] or [filters, in / groups, width].
 *
 * @param dimensions 2 for images, 1 for sequences
 * @param filters channels of the output
 * @param groups parts into which channels and filters are cut, each convolved on its own
 * @param weights initial weights
 * @param bias initial bias
 * @param useBias false leaves b out
 */
public record ConvolutionSpec(
    int dimensions,
    int filters,
    WindowSpec window,
    int groups,
    ActivationSpec activation,
    InitializerSpec weights,
    InitializerSpec bias,
    boolean useBias)
    implements LayerSpec {
  private static final long serialVersionUID = 1;

  public ConvolutionSpec {
    String name = name(dimensions);
    if (dimensions < 1 || dimensions > 2) {
      throw new IllegalArgumentException("dimensions=" + dimensions + " (expected: 1 or 2)");
    }
    if (filters < 1) {
      throw new IllegalArgumentException(
          "filters=" + filters + " (expected: > 0); set " + name + ".filters");
    }
    if (groups < 1 || filters % groups != 0) {
      throw new IllegalArgumentException(
          "groups="
              + groups
              + " (expected: > 0 and a divisor of "
              + filters
              + " filters); set "
              + name
              + ".groups");
    }
    if (dimensions == 1 && !window.square()) {
      throw new IllegalArgumentException("conv1d with " + window + " (expected: one number each)");
    }
    if (activation.axis() != -1) {
      throw new IllegalArgumentException(
          name
              + " activation axis="
              + activation.axis()
              + " (expected: -1, the last axis); use a layer of its own");
    }
  }

  /**
   * Ungrouped and without activation, with the initial weights that suit that and a bias that
   * starts at zero.
   */
  public ConvolutionSpec(int dimensions, int filters, WindowSpec window) {
    this(
        dimensions,
        filters,
        window,
        1,
        ActivationSpec.IDENTITY,
        InitializerSpec.defaultFor(ActivationKind.IDENTITY),
        InitializerSpec.ZEROS,
        true);
  }

  /** As job files call it. */
  public String name() {
    return name(dimensions);
  }

  private static String name(int dimensions) {
    return "conv" + dimensions + "d";
  }

  /** The same layer with another window. */
  public ConvolutionSpec withWindow(WindowSpec other) {
    return new ConvolutionSpec(
        dimensions, filters, other, groups, activation, weights, bias, useBias);
  }

  /** The same layer in groups. */
  public ConvolutionSpec withGroups(int other) {
    return new ConvolutionSpec(
        dimensions, filters, window, other, activation, weights, bias, useBias);
  }

  /** The same layer with another activation; initial weights stay. */
  public ConvolutionSpec withActivation(ActivationSpec other) {
    return new ConvolutionSpec(dimensions, filters, window, groups, other, weights, bias, useBias);
  }

  /** The same layer with other initial weights. */
  public ConvolutionSpec withWeights(InitializerSpec other) {
    return new ConvolutionSpec(
        dimensions, filters, window, groups, activation, other, bias, useBias);
  }

  /** The same layer with another initial bias, or without one. */
  public ConvolutionSpec withBias(InitializerSpec other, boolean use) {
    return new ConvolutionSpec(
        dimensions, filters, window, groups, activation, weights, other, use);
  }

  @Override
  public Kind kind() {
    return Kind.CONVOLUTION;
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
