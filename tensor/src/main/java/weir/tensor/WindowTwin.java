package weir.tensor;

/** What {@link WindowKernels} says, computed by vectors or not. */
interface WindowTwin {
  void max(CellLists lists, float[] x, int xOffset, float[] y, int yOffset, int channels);

  void maxBackward(
      CellLists lists,
      float[] x,
      float[] inputDelta,
      int xOffset,
      float[] y,
      float[] delta,
      int yOffset,
      int channels);

  void correlate(Taps taps, float[] plane, float[] weights, float[] y, int yOffset, int filters);

  void addTapGradient(
      Taps taps, float[] plane, float[] delta, int deltaOffset, float[] gradient, int filters);
}
