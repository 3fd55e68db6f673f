package weir.worker.nn.spec;

import java.io.Serializable;

/**
 * A window that slides over an image or along a sequence. Per axis it stops at floor((size +
 * padding − dilation · (kernel − 1) − 1) / stride) + 1 places; border cells may stay unused.
 *
 * @param kernel cells that it covers
 * @param stride cells from one place to the next
 * @param dilation cells from one covered cell to the next
 */
public record WindowSpec(Cells kernel, Cells stride, Cells dilation, PaddingSpec padding)
    implements Serializable {
  private static final long serialVersionUID = 1;

  public WindowSpec {
    kernel.check("kernel", 1);
    stride.check("stride", 1);
    dilation.check("dilation", 1);
  }

  /** Cell by cell, without padding. */
  public WindowSpec(Cells kernel) {
    this(kernel, Cells.of(1), Cells.of(1), PaddingSpec.VALID);
  }

  /** True when one number says each of its options, as along the steps of a sequence. */
  public boolean square() {
    return kernel.square() && stride.square() && dilation.square() && padding.cells().square();
  }

  /** The same with another stride. */
  public WindowSpec withStride(Cells other) {
    return new WindowSpec(kernel, other, dilation, padding);
  }

  /** The same with another dilation. */
  public WindowSpec withDilation(Cells other) {
    return new WindowSpec(kernel, stride, other, padding);
  }

  /** The same with another padding. */
  public WindowSpec withPadding(PaddingSpec other) {
    return new WindowSpec(kernel, stride, dilation, other);
  }

  @Override
  public String toString() {
    return "kernel "
        + kernel
        + ", stride "
        + stride
        + ", dilation "
        + dilation
        + ", padding "
        + padding;
  }
}
