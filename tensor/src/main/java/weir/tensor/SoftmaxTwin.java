package weir.tensor;

/** What {@link SoftmaxKernels} says, computed by vectors or not. */
interface SoftmaxTwin {
  void softmax(float[] x, int xOffset, float[] y, int yOffset, int rows, int columns);

  void attend(float[] scores, int offset, int steps, boolean causal);

  void softmaxBackward(
      float[] y, int yOffset, float[] delta, int deltaOffset, int rows, int columns);

  void logSoftmax(float[] x, int xOffset, float[] y, int yOffset, int rows, int columns);

  void logSoftmaxBackward(
      float[] y, int yOffset, float[] delta, int deltaOffset, int rows, int columns);
}
