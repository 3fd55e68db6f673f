package weir.tensor;

/** What {@link WinogradKernels} says, computed by vectors or not. */
interface WinogradTwin {
  void input(Tiles tiles, float[] board, float[] spread, int first, int next);

  void output(Tiles tiles, float[] spread, int first, int next, float[] board);

  void delta(Tiles tiles, float[] board, float[] spread, int first, int next);
}
