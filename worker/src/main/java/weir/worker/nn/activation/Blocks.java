package weir.worker.nn.activation;

/** Long arrays are worked on in blocks that stay in the first-level cache. */
final class Blocks {
  static final int LENGTH = 1024;

  private Blocks() {}

  static int length(int start, int total) {
    return Math.min(LENGTH, total - start);
  }
}
