package weir.server.shard;

import java.util.concurrent.atomic.LongAdder;

/** What the shards of a server did, in frames of one chunk each. Thread-safe. */
public final class ShardCounters {
  private final LongAdder applyNanos = new LongAdder();
  private final LongAdder applied = new LongAdder();
  private final LongAdder repeated = new LongAdder();
  private final LongAdder dropped = new LongAdder();

  /**
   * The counters at one time.
   *
   * @param applySeconds time spent adding contributions and sweeping optimizers, over all threads
   * @param applied pushes that were counted
   * @param repeated pushes that had been counted before
   * @param dropped pushes that were refused as stale
   */
  public record Snapshot(double applySeconds, long applied, long repeated, long dropped) {
    /** Nothing done. */
    public static final Snapshot NONE = new Snapshot(0, 0, 0, 0);

    /** The sum of both. */
    public Snapshot plus(Snapshot other) {
      return new Snapshot(
          applySeconds + other.applySeconds,
          applied + other.applied,
          repeated + other.repeated,
          dropped + other.dropped);
    }
  }

  /** The counters now. */
  public Snapshot snapshot() {
    return new Snapshot(applyNanos.sum() / 1e9, applied.sum(), repeated.sum(), dropped.sum());
  }

  void addApplyNanos(long nanos) {
    applyNanos.add(nanos);
  }

  void countApplied() {
    applied.increment();
  }

  void countRepeated() {
    repeated.increment();
  }

  void countDropped() {
    dropped.increment();
  }
}
