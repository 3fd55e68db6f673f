package weir.driver.supervise;

import java.util.List;
import java.util.Locale;
import weir.proto.client.CoordinatorClient.FailureKind;

/**
 * What the supervisor is told. Those of another incarnation than the current one change nothing.
 */
public sealed interface Event {

  /** What happened in or to one attempt. */
  sealed interface OfAttempt extends Event {
    int incarnation();
  }

  /** Time has passed; nothing else has happened. */
  record Tick() implements Event {}

  /**
   * Slots of the cluster.
   *
   * @param total of living executors
   * @param free that no task holds
   * @param holders what else of this program holds slots, in words
   */
  record Slots(int total, int free, List<String> holders) implements Event {
    public Slots {
      holders = List.copyOf(holders);
    }

    /** What to tell who waits for so many. */
    public String waiting(int wanted) {
      return String.format(
          Locale.ROOT,
          "waiting for %d slot%s: %d of %d are free%s",
          wanted,
          wanted == 1 ? "" : "s",
          free,
          total,
          holders.isEmpty() ? "" : ", held by " + String.join(", ", holders));
    }
  }

  /** A Spark job of the attempt has come nearer to its end, before its workers are there. */
  record Moved(int incarnation) implements OfAttempt {}

  /** A worker has said hello. */
  record Greeted(int incarnation, int worker, String host, String executor) implements OfAttempt {}

  /** A worker holds more rows than before. */
  record Loaded(int incarnation, int worker) implements OfAttempt {}

  /** A worker holds all its rows. */
  record Ready(int incarnation, int worker) implements OfAttempt {}

  /** A worker has reached the end of an epoch. */
  record Arrived(int incarnation, int worker) implements OfAttempt {}

  /**
   * A failure that ends the training.
   *
   * @param source who reports it; null when it is no single worker's
   */
  record Reported(int incarnation, Source source, String text, FailureKind kind)
      implements OfAttempt {
    /** A worker in a step, from 0. */
    public record Source(int worker, long step) {}
  }

  /** Spark has lost an executor. */
  record Removed(String executor, String reason) implements Event {}

  /** The stage has ended after so many steps of the training. */
  record Ended(int incarnation, long steps) implements OfAttempt {}

  /** The stage has ended without a result. */
  record Failed(int incarnation, Cause cause) implements OfAttempt {}

  /** Every server has finished so many steps. */
  record ServersAt(int incarnation, long step) implements OfAttempt {}

  /** The servers do not answer. */
  record ServersGone(int incarnation, String text) implements OfAttempt {}

  /** The user wants the training to end. */
  record Interrupted() implements Event {}
}
