package weir.tensor;

/**
 * Tiles of 2 × 2 outputs that cover an image, each computed from 4 × 4 inputs. Their input is a
 * board [2 down + 2, 2 across + 2, channels], their output a board [2 down, 2 across, channels].
 *
 * @param channels of the board that is meant
 */
public record Tiles(int down, int across, int channels) {

  /** Number of tiles. */
  public int count() {
    return down * across;
  }

  /** Floats of an input board. */
  public int inputLength() {
    return (2 * down + 2) * inputRow();
  }

  /** Floats of an output board. */
  public int outputLength() {
    return 2 * down * outputRow();
  }

  /** Floats of a row of an input board. */
  public int inputRow() {
    return (2 * across + 2) * channels;
  }

  /** Floats of a row of an output board. */
  public int outputRow() {
    return 2 * across * channels;
  }

  /** Where a tile begins on a board whose rows have so many floats. */
  int corner(int tile, int row) {
    return tile / across * 2 * row + tile % across * 2 * channels;
  }
}
