package weir.tensor;

/** What {@link LayerNormKernels} says, computed by vectors or not. */
interface LayerNormTwin {
  void forward(
      double epsilon,
      float[] x,
      float[] normalized,
      float[] inverses,
      float[] y,
      int rows,
      int columns,
      float[] weights,
      int weight,
      int bias);

  void inputDelta(
      float[] delta,
      float[] normalized,
      float[] inverses,
      float[] inputDelta,
      int rows,
      int columns,
      float[] weights,
      int weight);

  void addGradient(
      float[] delta,
      float[] normalized,
      int rows,
      int columns,
      float[] gradient,
      int weight,
      int bias);
}
