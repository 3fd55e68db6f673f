package weir.reference;

/**
 * A row-major array of a golden case.
 *
 * @param shape empty for a scalar
 */
public record GoldenTensor(int[] shape, double[] data) {
  public GoldenTensor {
    long size = 1;
    for (int dimension : shape) {
      size *= dimension;
    }
    if (size != data.length) {
      throw new IllegalArgumentException(
          "data.length=" + data.length + " (expected: " + size + ")");
    }
  }

  /** The data as float32; drawn inputs are exact. */
  public float[] floats() {
    float[] values = new float[data.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) data[i];
    }
    return values;
  }

  /** Integer data: labels, indices, counts. */
  public int[] ints() {
    int[] values = new int[data.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = (int) data[i];
    }
    return values;
  }

  /** The only number of a scalar. */
  public double scalar() {
    if (data.length != 1) {
      throw new IllegalStateException("data.length=" + data.length + " (expected: 1)");
    }
    return data[0];
  }
}
