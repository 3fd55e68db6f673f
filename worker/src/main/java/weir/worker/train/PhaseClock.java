package weir.worker.train;

import java.util.function.LongSupplier;
import weir.proto.client.Phase;

/** Adds up how long a worker's thread spends in each phase. Allocates nothing; one thread only. */
public final class PhaseClock {
  private final LongSupplier nanoTime;
  private final long[] nanos = new long[Phase.values().length];
  private Phase current;
  private long since;

  /**
   * @param nanoTime {@code System::nanoTime}, or a test's
   */
  public PhaseClock(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  /**
   * Ends the current phase and begins another one.
   *
   * @param next null: what follows counts nowhere
   * @return the phase that ended, null when there was none
   */
  public Phase enter(Phase next) {
    long now = nanoTime.getAsLong();
    Phase ended = current;
    if (ended != null) {
      nanos[ended.ordinal()] += now - since;
    }
    current = next;
    since = now;
    return ended;
  }

  /** Seconds of each phase so far, in the order of {@link Phase}. */
  public double[] seconds() {
    double[] seconds = new double[nanos.length];
    for (int i = 0; i < nanos.length; i++) {
      seconds[i] = nanos[i] * 1e-9;
    }
    return seconds;
  }
}
