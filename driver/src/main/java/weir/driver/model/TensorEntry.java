package weir.driver.model;

import weir.tensor.Shape;

/**
 * One named tensor of the flat vector, in the layout users see (PyTorch's).
 *
 * @param offset its first float in the flat vector
 */
public record TensorEntry(String name, Shape shape, int offset) {
  public TensorEntry {
    if (name.isBlank() || offset < 0) {
      throw new IllegalArgumentException(
          "tensor name=\"" + name + "\" offset=" + offset + " (expected: a name, offset >= 0)");
    }
  }

  /** Number of floats. */
  public int length() {
    return shape.size();
  }
}
