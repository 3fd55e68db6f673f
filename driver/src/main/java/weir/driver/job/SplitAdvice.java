package weir.driver.job;

import java.util.Locale;
import weir.driver.config.DataSpec;
import weir.driver.config.HoldOut;
import weir.driver.data.PreparedData.RowCounts;

/**
 * Says when a set of its own has no row, and when another share of the rows is held out than was
 * asked for: rows are held out by their hash, so equal ones are together on one side.
 */
final class SplitAdvice {
  /** A share off by more than this part of itself is worth a line. */
  private static final double FAR = 0.1;

  /** Different rows hardly ever are off by more of their standard deviations. */
  private static final double DEVIATIONS = 5;

  private final Advice advice;

  SplitAdvice(Advice advice) {
    this.advice = advice;
  }

  /** Tells of each fraction whose true share is far off. */
  void on(DataSpec data, RowCounts rows) {
    tellEmpty("data.test", data.test(), rows.test());
    tellEmpty("data.validation", data.validation(), rows.validation());
    if (data.series().window() != null || data.series().split().byTime()) {
      return;
    }
    long all = new Shares(data, rows).cut();
    String random = data.series().split().byRow() ? "" : ", or data.split to random";
    tell("data.testFraction", data.test().fraction(), rows.test(), all, random);
    tell("data.validationFraction", data.validation().fraction(), rows.validation(), all, random);
  }

  private void tellEmpty(String key, HoldOut set, long rows) {
    if (rows == 0 && (set.frame() || !set.paths().isEmpty())) {
      advice.give(
          key
              + " has no row, so nothing is told of such rows; "
              + (set.frame() ? "give other rows" : "name other files"));
    }
  }

  private void tell(String key, double asked, long rows, long all, String random) {
    if (asked > 0 && rows == 0) {
      advice.give(
          String.format(
              Locale.ROOT,
              "%s=%s, but none of %,d rows is held out, so nothing is told of such rows; set it"
                  + " higher%s",
              key,
              asked,
              all,
              random));
      return;
    }
    double off = Math.abs((double) rows / all - asked);
    if (asked == 0
        || off <= FAR * asked
        || off <= DEVIATIONS * Math.sqrt(asked * (1 - asked) / all)) {
      return;
    }
    advice.give(
        String.format(
            Locale.ROOT,
            "%s=%s, but %,d of %,d rows (%.1f %%) are held out: many rows are equal, and equal rows"
                + " stay on one side; set data.split to random to hold them out one by one, or add"
                + " dropDuplicates to data.prepare to count each once",
            key,
            asked,
            rows,
            all,
            100.0 * rows / all));
  }
}
