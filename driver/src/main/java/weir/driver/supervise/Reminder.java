package weir.driver.supervise;

/** When to tell of a wait: after a moment, then once in a while. One thread. */
public final class Reminder {
  private static final long FIRST_MILLIS = 2000;

  private final long pauseMillis;
  private long next;

  /**
   * @param now when the wait begins, in milliseconds of any clock that only rises
   * @param pauseMillis between two times
   */
  public Reminder(long now, long pauseMillis) {
    this.pauseMillis = pauseMillis;
    this.next = now + FIRST_MILLIS;
  }

  /** True when it is time; the next time is a pause later then. */
  public boolean due(long now) {
    if (now < next) {
      return false;
    }
    next = now + pauseMillis;
    return true;
  }
}
