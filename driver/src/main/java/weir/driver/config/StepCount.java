package weir.driver.config;

import java.io.Serializable;

/**
 * A length of a schedule.
 *
 * @param amount &gt; 0 steps or epochs (may be broken); ignored for {@link Unit#REST}
 */
public record StepCount(double amount, Unit unit) implements Serializable {
  /** What is counted. */
  public enum Unit implements Choice {
    STEPS,
    EPOCHS,
    /** To the end of the training. */
    REST
  }

  /** To the end of the training. */
  public static final StepCount REST = new StepCount(0, Unit.REST);

  public StepCount {
    if (unit != Unit.REST) {
      Check.positive("optimizer.schedule." + unit.key(), amount);
    }
  }

  /** Whole steps, at least one; {@code before} steps of the training lie before this schedule. */
  long steps(Timeline timeline, long before) {
    return Math.max(
        1,
        switch (unit) {
          case STEPS -> Math.round(amount);
          case EPOCHS -> timeline.plan().length(amount, before);
          case REST -> timeline.totalSteps() - before;
        });
  }
}
