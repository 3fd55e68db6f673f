package weir.tensor;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** The vector twin: whole vectors of channels; {@link ScalarWinograd} does what is left over. */
final class VectorWinograd implements WinogradTwin {
  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
  private static final int LANES = SPECIES.length();

  private static FloatVector load(float[] x, int at) {
    return FloatVector.fromArray(SPECIES, x, at);
  }

  @Override
  public void input(Tiles tiles, float[] board, float[] spread, int first, int next) {
    int row = tiles.inputRow();
    int cell = tiles.channels();
    int whole = SPECIES.loopBound(cell);
    for (int tile = 0; tile < tiles.count(); tile++) {
      int corner = tiles.corner(tile, row);
      int to = (first + tile) * cell;
      for (int channel = 0; channel < whole; channel += LANES) {
        int d = corner + channel;
        int v = to + channel;
        inputRow(board, d, d + 2 * row, cell, -1, spread, v, next);
        inputRow(board, d + row, d + 2 * row, cell, 1, spread, v + 4 * next, next);
        inputRow(board, d + 2 * row, d + row, cell, -1, spread, v + 8 * next, next);
        inputRow(board, d + row, d + 3 * row, cell, -1, spread, v + 12 * next, next);
      }
    }
    ScalarWinograd.input(tiles, board, spread, first, next, whole);
  }

  private static void inputRow(
      float[] board, int a, int b, int cell, float sign, float[] spread, int to, int next) {
    FloatVector factor = FloatVector.broadcast(SPECIES, sign);
    FloatVector t0 = load(board, b).fma(factor, load(board, a));
    FloatVector t1 = load(board, b + cell).fma(factor, load(board, a + cell));
    FloatVector t2 = load(board, b + 2 * cell).fma(factor, load(board, a + 2 * cell));
    FloatVector t3 = load(board, b + 3 * cell).fma(factor, load(board, a + 3 * cell));
    t0.sub(t2).intoArray(spread, to);
    t1.add(t2).intoArray(spread, to + next);
    t2.sub(t1).intoArray(spread, to + 2 * next);
    t1.sub(t3).intoArray(spread, to + 3 * next);
  }

  @Override
  public void output(Tiles tiles, float[] spread, int first, int next, float[] board) {
    int row = tiles.outputRow();
    int cell = tiles.channels();
    int whole = SPECIES.loopBound(cell);
    for (int tile = 0; tile < tiles.count(); tile++) {
      int corner = tiles.corner(tile, row);
      int from = (first + tile) * cell;
      for (int channel = 0; channel < whole; channel += LANES) {
        int m = from + channel;
        int y = corner + channel;
        outputRow(spread, m, 1, next, board, y, cell);
        outputRow(spread, m + 4 * next, -1, next, board, y + row, cell);
      }
    }
    ScalarWinograd.output(tiles, spread, first, next, board, whole);
  }

  private static void outputRow(
      float[] spread, int from, float sign, int next, float[] board, int to, int cell) {
    FloatVector factor = FloatVector.broadcast(SPECIES, sign);
    FloatVector s0 = column(spread, from, factor, next);
    FloatVector s1 = column(spread, from + next, factor, next);
    FloatVector s2 = column(spread, from + 2 * next, factor, next);
    FloatVector s3 = column(spread, from + 3 * next, factor, next);
    s0.add(s1).add(s2).intoArray(board, to);
    s1.sub(s2).sub(s3).intoArray(board, to + cell);
  }

  private static FloatVector column(float[] spread, int from, FloatVector factor, int next) {
    FloatVector two = load(spread, from + 4 * next).fma(factor, load(spread, from));
    return load(spread, from + 8 * next).fma(factor, two);
  }

  @Override
  public void delta(Tiles tiles, float[] board, float[] spread, int first, int next) {
    int row = tiles.outputRow();
    int cell = tiles.channels();
    int whole = SPECIES.loopBound(cell);
    for (int tile = 0; tile < tiles.count(); tile++) {
      int corner = tiles.corner(tile, row);
      for (int channel = 0; channel < whole; channel += LANES) {
        int e = corner + channel;
        int to = (first + tile) * cell + channel;
        FloatVector left = load(board, e);
        FloatVector right = load(board, e + cell);
        FloatVector lowerLeft = load(board, e + row);
        FloatVector lowerRight = load(board, e + row + cell);
        deltaRow(left, right, spread, to, next);
        deltaRow(left.add(lowerLeft), right.add(lowerRight), spread, to + 4 * next, next);
        deltaRow(left.sub(lowerLeft), right.sub(lowerRight), spread, to + 8 * next, next);
        deltaRow(lowerLeft.neg(), lowerRight.neg(), spread, to + 12 * next, next);
      }
    }
    ScalarWinograd.delta(tiles, board, spread, first, next, whole);
  }

  private static void deltaRow(
      FloatVector left, FloatVector right, float[] spread, int to, int next) {
    left.intoArray(spread, to);
    left.add(right).intoArray(spread, to + next);
    left.sub(right).intoArray(spread, to + 2 * next);
    right.neg().intoArray(spread, to + 3 * next);
  }
}
