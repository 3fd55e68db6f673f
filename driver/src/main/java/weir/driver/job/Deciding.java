package weir.driver.job;

import java.util.List;
import weir.driver.UserInputException;
import weir.driver.config.DecideMetric;
import weir.driver.config.DecideSpec;
import weir.driver.config.JobSpec;
import weir.driver.data.PreparedData;
import weir.driver.report.Report;
import weir.worker.metric.EvaluationPartial;
import weir.worker.metric.Threshold;

/** How probable the positive one of two classes must be to be told. Driver only. */
final class Deciding {
  private Deciding() {}

  /**
   * Refuses to decide where there are not two classes, or nothing to pick a threshold by.
   *
   * @throws UserInputException in one line
   */
  static void verify(DecideSpec decide, PreparedData data) {
    if (decide == null) {
      return;
    }
    List<String> classes = data.preparation().classes();
    if (classes.size() != 2) {
      throw new UserInputException(
          "train.decide="
              + decide
              + ": the label "
              + (classes.isEmpty() ? "is a number" : "has " + classes.size() + " classes")
              + " (expected: one label of two classes); leave train.decide out");
    }
    if (decide.metric() != null) {
      List<Long> rows = ClassCounts.of(data.validation(), classes.size());
      if (rows.contains(0L)) {
        throw new UserInputException(
            "train.decide.metric="
                + decide.metric().key()
                + ": no validation row is of class "
                + classes.get(rows.indexOf(0L))
                + " (expected: rows of both classes to pick a threshold by); set"
                + " train.decide.threshold, or other validation rows");
      }
    }
  }

  /** The threshold that a job gives; until one is picked that of the more probable class. */
  static Threshold given(DecideSpec decide) {
    return decide == null || decide.threshold() == null
        ? Threshold.HALF
        : new Threshold(decide.threshold());
  }

  /** The threshold of a job that has been trained: given, or picked by the rows at its weights. */
  static Threshold of(JobSpec job, Judgement.Kept kept) {
    DecideSpec decide = job.train().decide();
    return picks(decide) ? kept.validation().partial().best(decide.metric()::of) : given(decide);
  }

  /** What the validation rows say to a threshold that was picked by them; null: none was. */
  static Report.Decided told(JobSpec job, Judgement.Kept kept, Threshold threshold) {
    DecideSpec decide = job.train().decide();
    if (!picks(decide)) {
      return null;
    }
    DecideMetric metric = decide.metric();
    EvaluationPartial partial = kept.validation().partial();
    return new Report.Decided(metric.key(), metric.of(partial.counts(threshold)));
  }

  /** True where a threshold is picked by the validation rows. */
  static boolean picks(DecideSpec decide) {
    return decide != null && decide.metric() != null;
  }
}
