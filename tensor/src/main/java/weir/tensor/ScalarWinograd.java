package weir.tensor;

/** The scalar twin. From some channel on, it also finishes what vectors leave over. */
final class ScalarWinograd implements WinogradTwin {
  @Override
  public void input(Tiles tiles, float[] board, float[] spread, int first, int next) {
    input(tiles, board, spread, first, next, 0);
  }

  static void input(Tiles tiles, float[] board, float[] spread, int first, int next, int from) {
    int row = tiles.inputRow();
    for (int tile = 0; tile < tiles.count(); tile++) {
      int corner = tiles.corner(tile, row);
      int to = (first + tile) * tiles.channels();
      for (int channel = from; channel < tiles.channels(); channel++) {
        int d = corner + channel;
        int v = to + channel;
        inputRow(tiles, board, d, d + 2 * row, -1, spread, v, next);
        inputRow(tiles, board, d + row, d + 2 * row, 1, spread, v + 4 * next, next);
        inputRow(tiles, board, d + 2 * row, d + row, -1, spread, v + 8 * next, next);
        inputRow(tiles, board, d + row, d + 3 * row, -1, spread, v + 12 * next, next);
      }
    }
  }

  private static void inputRow(
      Tiles tiles, float[] board, int a, int b, int sign, float[] spread, int to, int next) {
    int cell = tiles.channels();
    float t0 = board[a] + sign * board[b];
    float t1 = board[a + cell] + sign * board[b + cell];
    float t2 = board[a + 2 * cell] + sign * board[b + 2 * cell];
    float t3 = board[a + 3 * cell] + sign * board[b + 3 * cell];
    spread[to] = t0 - t2;
    spread[to + next] = t1 + t2;
    spread[to + 2 * next] = t2 - t1;
    spread[to + 3 * next] = t1 - t3;
  }

  @Override
  public void output(Tiles tiles, float[] spread, int first, int next, float[] board) {
    output(tiles, spread, first, next, board, 0);
  }

  static void output(Tiles tiles, float[] spread, int first, int next, float[] board, int from) {
    int row = tiles.outputRow();
    for (int tile = 0; tile < tiles.count(); tile++) {
      int corner = tiles.corner(tile, row);
      int m = (first + tile) * tiles.channels();
      for (int channel = from; channel < tiles.channels(); channel++) {
        int y = corner + channel;
        outputRow(tiles, spread, m + channel, 1, next, board, y);
        outputRow(tiles, spread, m + channel + 4 * next, -1, next, board, y + row);
      }
    }
  }

  private static void outputRow(
      Tiles tiles, float[] spread, int from, int sign, int next, float[] board, int to) {
    float s0 = column(spread, from, sign, next);
    float s1 = column(spread, from + next, sign, next);
    float s2 = column(spread, from + 2 * next, sign, next);
    float s3 = column(spread, from + 3 * next, sign, next);
    board[to] = s0 + s1 + s2;
    board[to + tiles.channels()] = s1 - s2 - s3;
  }

  private static float column(float[] spread, int from, int sign, int next) {
    return spread[from] + sign * spread[from + 4 * next] + sign * spread[from + 8 * next];
  }

  @Override
  public void delta(Tiles tiles, float[] board, float[] spread, int first, int next) {
    delta(tiles, board, spread, first, next, 0);
  }

  static void delta(Tiles tiles, float[] board, float[] spread, int first, int next, int from) {
    int row = tiles.outputRow();
    int cell = tiles.channels();
    for (int tile = 0; tile < tiles.count(); tile++) {
      int corner = tiles.corner(tile, row);
      for (int channel = from; channel < cell; channel++) {
        int e = corner + channel;
        int to = (first + tile) * cell + channel;
        float left = board[e];
        float right = board[e + cell];
        float lowerLeft = board[e + row];
        float lowerRight = board[e + row + cell];
        deltaRow(left, right, spread, to, next);
        deltaRow(left + lowerLeft, right + lowerRight, spread, to + 4 * next, next);
        deltaRow(left - lowerLeft, right - lowerRight, spread, to + 8 * next, next);
        deltaRow(-lowerLeft, -lowerRight, spread, to + 12 * next, next);
      }
    }
  }

  private static void deltaRow(float left, float right, float[] spread, int to, int next) {
    spread[to] = left;
    spread[to + next] = left + right;
    spread[to + 2 * next] = left - right;
    spread[to + 3 * next] = -right;
  }
}
