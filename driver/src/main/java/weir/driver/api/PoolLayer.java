package weir.driver.api;

import weir.worker.nn.spec.Cells;
import weir.worker.nn.spec.PaddingSpec;
import weir.worker.nn.spec.PoolSpec;

/**
 * A pool and its options; made by {@link Layers#maxPool} and {@link Layers#averagePool}. Immutable:
 * each method returns another.
 */
public final class PoolLayer implements Layer {
  private final PoolSpec spec;

  PoolLayer(PoolSpec spec) {
    this.spec = spec;
  }

  /** Cells from one place of the kernel to the next; the kernel's where left out. */
  public PoolLayer stride(int cells) {
    return stride(cells, cells);
  }

  /** The same, down and across. */
  public PoolLayer stride(int vertical, int horizontal) {
    return new PoolLayer(
        spec.withWindow(spec.window().withStride(new Cells(vertical, horizontal))));
  }

  /** Cells on each side, at most half of the kernel. */
  public PoolLayer padding(int cells) {
    return padding(cells, cells);
  }

  /** Cells above and below, and to the left and right. */
  public PoolLayer padding(int vertical, int horizontal) {
    PaddingSpec padding = new PaddingSpec(false, new Cells(vertical, horizontal));
    return new PoolLayer(spec.withWindow(spec.window().withPadding(padding)));
  }

  /** A mean divides by the cells inside the image, not by all of the kernel. */
  public PoolLayer withoutPadInCount() {
    return new PoolLayer(spec.withCountIncludePad(false));
  }

  @Override
  public PoolSpec spec() {
    return spec;
  }
}
