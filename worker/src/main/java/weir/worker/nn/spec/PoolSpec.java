package weir.worker.nn.spec;

/**
 * The largest or the mean of the cells in a window, channel by channel, as PyTorch's {@code
 * MaxPool2d} and {@code AvgPool2d}: images [height, width, channels] or sequences [steps,
 * features]. Padding is −∞ to the largest and 0 to the mean.
 *
 * @param window without dilation; padding at most half of its kernel
 * @param countIncludePad true: a mean divides by all cells of the kernel; false: by those inside
 */
public record PoolSpec(Reduction reduction, WindowSpec window, boolean countIncludePad)
    implements LayerSpec {
  private static final long serialVersionUID = 1;

  /** PyTorch's. */
  public static final boolean DEFAULT_COUNT_INCLUDE_PAD = true;

  /** What becomes of a window. */
  public enum Reduction {
    MAX,
    AVERAGE;

    /** The layer's name in job files. */
    public String layer() {
      return this == MAX ? "maxPool" : "averagePool";
    }
  }

  public PoolSpec {
    Cells padding = window.padding().cells();
    if (window.padding().same()
        || 2 * padding.vertical() > window.kernel().vertical()
        || 2 * padding.horizontal() > window.kernel().horizontal()) {
      throw new IllegalArgumentException(
          "padding="
              + window.padding()
              + " (expected: numbers, at most half of kernel "
              + window.kernel()
              + "); set "
              + reduction.layer()
              + ".padding");
    }
    if (!window.dilation().equals(Cells.of(1))) {
      throw new IllegalArgumentException(
          reduction.layer() + " with dilation " + window.dilation() + " (expected: 1)");
    }
    if (reduction == Reduction.MAX && countIncludePad != DEFAULT_COUNT_INCLUDE_PAD) {
      throw new IllegalArgumentException(
          "maxPool with countIncludePad=" + countIncludePad + " (expected: averagePool)");
    }
  }

  /** Windows side by side, without padding. */
  public PoolSpec(Reduction reduction, Cells kernel) {
    this(reduction, new WindowSpec(kernel).withStride(kernel), DEFAULT_COUNT_INCLUDE_PAD);
  }

  /** The same with another window. */
  public PoolSpec withWindow(WindowSpec other) {
    return new PoolSpec(reduction, other, countIncludePad);
  }

  /** The same with another divisor. */
  public PoolSpec withCountIncludePad(boolean other) {
    return new PoolSpec(reduction, window, other);
  }

  @Override
  public Kind kind() {
    return Kind.POOL;
  }
}
