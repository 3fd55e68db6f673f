package weir.tensor;

/**
 * The cells that a window covers at each of its places on one sample, place by place.
 *
 * @param starts where the cells of each place begin in {@code cells}; one more at the end
 * @param cells of the sample, each as the offset of its first channel
 */
public record CellLists(int[] starts, int[] cells) {

  /** Number of places. */
  public int places() {
    return starts.length - 1;
  }
}
