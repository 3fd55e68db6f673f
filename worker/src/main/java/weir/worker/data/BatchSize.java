package weir.worker.data;

/** The check that every plan makes of its global batch size. */
final class BatchSize {
  private BatchSize() {}

  static int check(int batchSize, int least) {
    if (batchSize < least) {
      String expected = least == 1 ? "> 0" : ">= virtualWorkers=" + least;
      throw new IllegalArgumentException(
          "batchSize=" + batchSize + " (expected: " + expected + "); set train.batchSize");
    }
    return batchSize;
  }
}
