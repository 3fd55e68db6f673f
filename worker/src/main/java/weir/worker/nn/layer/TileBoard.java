package weir.worker.nn.layer;

import weir.tensor.Tiles;

/**
 * Samples of an image on a board of {@link Tiles}, with zeros around them. One thread only: keeps
 * the board, whose zeros are never written.
 */
final class TileBoard {
  final float[] cells;
  private final int height;
  private final int width;
  private final int from;
  private final int row;

  private TileBoard(int length, int row, int height, int width, int from) {
    cells = new float[length];
    this.row = row;
    this.height = height;
    this.width = width;
    this.from = from;
  }

  /** What tiles read: an image of {@code height} rows, {@code top} and {@code left} inside. */
  static TileBoard input(Tiles tiles, int height, int width, int top, int left) {
    int from = top * tiles.inputRow() + left * tiles.channels();
    int length = tiles.inputLength();
    return new TileBoard(length, tiles.inputRow(), height, width * tiles.channels(), from);
  }

  /** What tiles write: an image in the upper left corner. */
  static TileBoard output(Tiles tiles, int height, int width) {
    int length = tiles.outputLength();
    return new TileBoard(length, tiles.outputRow(), height, width * tiles.channels(), 0);
  }

  /** Takes in a sample of {@code images} and returns the board. */
  float[] load(float[] images, int sample) {
    for (int i = 0; i < height; i++) {
      System.arraycopy(images, (sample * height + i) * width, cells, from + i * row, width);
    }
    return cells;
  }

  /** Writes the board's image to a sample of {@code images}. */
  void store(float[] images, int sample) {
    for (int i = 0; i < height; i++) {
      System.arraycopy(cells, from + i * row, images, (sample * height + i) * width, width);
    }
  }
}
