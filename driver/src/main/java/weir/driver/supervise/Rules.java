package weir.driver.supervise;

/**
 * What a training may count on.
 *
 * @param workers how many it wants
 * @param deadlineMillis how long anything may stand still
 * @param patienceMillis without a finished step before it gives up: Spark may need as long to
 *     notice that a host is dead
 * @param growing whether slots may yet come: a local master has all of its own from the start
 */
public record Rules(int workers, long deadlineMillis, long patienceMillis, boolean growing) {
  /** Attempts in a row without a finished step before it gives up. */
  static final int MOST_FRUITLESS = 3;

  /** How long the last workers may need for validation after the first one. */
  static final int EPOCH_END_DEADLINES = 10;

  /** The stage fails a moment before Spark tells which executor is gone. */
  static final long REMOVAL_MILLIS = 1000;

  private static final long FIRST_PAUSE_MILLIS = 500;
  private static final long LONGEST_PAUSE_MILLIS = 15_000;

  /** How long to wait before another attempt, after so many without a step. */
  long pauseMillis(int fruitless) {
    return fruitless == 0
        ? 0
        : Math.min(LONGEST_PAUSE_MILLIS, FIRST_PAUSE_MILLIS << Math.min(fruitless - 1, 10));
  }
}
