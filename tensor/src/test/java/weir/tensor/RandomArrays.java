package weir.tensor;

/** Arrays of repeatable random numbers. */
final class RandomArrays {
  private RandomArrays() {}

  static float[] gaussian(long stream, int length) {
    RandomStream random = new RandomStream(11, stream, 0, 0);
    float[] values = new float[length];
    for (int i = 0; i < length; i++) {
      values[i] = (float) random.gaussian(i);
    }
    return values;
  }
}
