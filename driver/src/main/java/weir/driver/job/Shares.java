package weir.driver.job;

import weir.driver.config.DataSpec;
import weir.driver.config.HoldOut;
import weir.driver.data.PreparedData.RowCounts;
import weir.driver.report.Report;

/** What part of the rows the fractions of a job have really held out. */
record Shares(DataSpec data, RowCounts rows) {

  /** The rows that the fractions cut: those of the training files. */
  long cut() {
    return rows.training()
        + (data.test().fraction() > 0 ? rows.test() : 0)
        + (data.validation().fraction() > 0 ? rows.validation() : 0);
  }

  /** In the words of a report. */
  Report.Rows told() {
    return new Report.Rows(
        rows.training(),
        told(data.validation(), rows.validation()),
        told(data.test(), rows.test()));
  }

  private Report.HeldOut told(HoldOut asked, long held) {
    return asked.fraction() == 0
        ? new Report.HeldOut(held, null, null)
        : new Report.HeldOut(held, asked.fraction(), (double) held / cut());
  }
}
