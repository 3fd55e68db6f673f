package weir.driver.cli;

import weir.driver.report.TrainingPlan;

/**
 * How long a training still takes, at the mean speed since its start.
 *
 * @param startedNanos when its first step began
 */
record TimeLeft(TrainingPlan plan, long startedNanos) {

  /** From {@code step} steps on; NaN before the first has ended. */
  double seconds(long step, long nowNanos) {
    long done = step - plan.startStep();
    return done <= 0
        ? Double.NaN
        : (nowNanos - startedNanos) / 1e9 / done * (plan.totalSteps() - step);
  }
}
