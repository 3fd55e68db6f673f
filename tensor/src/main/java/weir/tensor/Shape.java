package weir.tensor;

import java.io.Serializable;
import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * The extents of an array, outermost first, row-major. Immutable.
 *
 * <p>Shapes of activations are per sample: {@code [784]}, {@code [height, width, channels]}, {@code
 * [steps, features]}.
 */
public record Shape(int... extents) implements Serializable {
  public Shape {
    extents = extents.clone();
    long size = 1;
    for (int extent : extents) {
      size *= extent;
      if (extent < 1 || size > Integer.MAX_VALUE - 8) {
        throw new IllegalArgumentException(
            "shape "
                + Arrays.toString(extents)
                + " (expected: extents >= 1, fewer than 2^31 floats)");
      }
    }
  }

  /** Number of dimensions. */
  public int rank() {
    return extents.length;
  }

  /** Extent of one dimension. */
  public int extent(int dimension) {
    return extents[dimension];
  }

  /** Number of floats. */
  public int size() {
    int size = 1;
    for (int extent : extents) {
      size *= extent;
    }
    return size;
  }

  @Override
  public int[] extents() {
    return extents.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Shape shape && Arrays.equals(extents, shape.extents);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(extents);
  }

  @Override
  public String toString() {
    return Arrays.stream(extents)
        .mapToObj(String::valueOf)
        .collect(Collectors.joining(", ", "[", "]"));
  }
}
