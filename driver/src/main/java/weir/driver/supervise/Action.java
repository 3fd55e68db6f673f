package weir.driver.supervise;

/** What the supervisor wants done. */
public sealed interface Action {

  /** Pack rows for these workers where need be, and start them. */
  record Submit(Attempt attempt) implements Action {}

  /** All workers are there: let them begin. */
  record Start(Attempt attempt) implements Action {}

  /** End the attempt's Spark jobs. */
  record Cancel(Attempt attempt, String why) implements Action {}

  /** Ask the servers which step all of them have finished. */
  record AskServers(Attempt attempt) implements Action {}

  /** Workers were lost; the training goes on from {@code step}. */
  record Lost(long step, String cause, String who, long sinceMillis) implements Action {}

  /** Those lost are replaced. */
  record Recovered(long step, String cause, String who, long sinceMillis) implements Action {}

  /** Tell the user one line. */
  record Tell(String line) implements Action {}

  /** Training has ended. */
  record Finish(long steps) implements Action {}

  /** Training cannot go on. Comes last. */
  record GiveUp(Reason reason, String line) implements Action {
    /** Who is to blame. */
    public enum Reason {
      USERS_INPUT,
      DIVERGED,
      FAILED,
      INTERRUPTED
    }

    /** What a failure comes to that ends the training. */
    static GiveUp of(Event.Reported report) {
      return switch (report.kind()) {
        case USERS_INPUT -> new GiveUp(Reason.USERS_INPUT, report.text());
        case DIVERGED -> new GiveUp(Reason.DIVERGED, report.text());
        case FAULT ->
            new GiveUp(
                Reason.FAILED,
                report.source() == null
                    ? report.text()
                    : "worker %d failed at step %d: %s"
                        .formatted(
                            report.source().worker(), report.source().step(), report.text()));
      };
    }
  }
}
