package weir.driver.data.source;

/** A cursor over one of Spark's file scans, which tells where it reads. Used inside a task. */
abstract class ScanCursor implements RowCursor {
  private final BlockTracker tracker = new BlockTracker();

  /** Call once a row, after the scan moved to it. */
  final void advance() {
    tracker.advance();
  }

  @Override
  public final String file() {
    return tracker.file();
  }

  @Override
  public final long block() {
    return tracker.block();
  }

  @Override
  public final long sequence() {
    return tracker.sequence();
  }
}
