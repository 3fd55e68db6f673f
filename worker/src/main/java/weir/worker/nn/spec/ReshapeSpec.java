package weir.worker.nn.spec;

import weir.tensor.Shape;

/**
 * The same numbers in another shape. As in PyTorch their order is row-major, images counting as
 * [channels, height, width], whatever the inner layout.
 *
 * @param shape of one row: [features], [steps, features] or [height, width, channels]
 */
public record ReshapeSpec(Shape shape) implements LayerSpec {
  private static final long serialVersionUID = 1;

  public ReshapeSpec {
    if (shape.rank() < 1 || shape.rank() > 3) {
      throw new IllegalArgumentException(
          "shape="
              + shape
              + " (expected: [features], [steps, features] or [height, width, channels]);"
              + " set reshape.shape");
    }
  }

  @Override
  public Kind kind() {
    return Kind.RESHAPE;
  }
}
