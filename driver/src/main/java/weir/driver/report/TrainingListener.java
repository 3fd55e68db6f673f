package weir.driver.report;

import java.util.List;

/**
 * Hears how a training goes. Calls come one at a time, in the order of events, from one thread that
 * does nothing else; where they take long the training waits at the end of an epoch. What a
 * listener throws is logged once and never harms the training; to end that, interrupt the thread
 * that trains, or cancel its Spark jobs.
 */
public interface TrainingListener {

  /** While rows are read, ranked, fitted to and packed; before {@link #started}. */
  default void preparing(PrepareProgress progress) {}

  /** Before the first step. */
  default void started(TrainingPlan plan) {}

  /** Every now and then. */
  default void progressed(Progress progress) {}

  /** After every epoch. */
  default void epochEnded(EpochSummary summary) {}

  /** A worker or a server was lost, and the training goes on. */
  default void recovered(Report.Recovery recovery) {}

  /** The training goes on, but the user may want to change something: one line. */
  default void noted(String line) {}

  /** After the last evaluation; not called when the training fails. */
  default void ended(Report report) {}

  /** Tells all of {@code listeners}, in order. */
  static TrainingListener of(List<TrainingListener> listeners) {
    return new Listeners(List.copyOf(listeners));
  }
}
