package weir.driver.job;

import weir.driver.supervise.Attempt;
import weir.driver.supervise.Event;

/** What supervision needs of Spark. Calls return at once; what comes of them is told as events. */
interface Cluster extends AutoCloseable {
  /** Packs rows for the attempt's workers where need be, and runs them. */
  void submit(Attempt attempt);

  /** Ends the Spark jobs of the attempt. */
  void cancel(Attempt attempt, String why);

  /** The slots there are now. */
  Event.Slots slots();

  /** What an attempt failed with last; null before any did. */
  Throwable failure();

  /** Ends what still runs; waits for it a moment. */
  @Override
  void close();
}
