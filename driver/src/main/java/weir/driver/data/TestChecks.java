package weir.driver.data;

import java.util.Map;
import weir.driver.UserInputException;
import weir.driver.data.fit.RowStatistics;
import weir.driver.data.prepare.Preparation;
import weir.driver.data.rank.Survey;
import weir.driver.data.source.RowSource;

/** Checks test rows against a preparation that was fitted earlier. */
final class TestChecks {
  private final Map<RowSet, RowSource> sources;
  private final DataRequest request;

  TestChecks(Map<RowSet, RowSource> sources, DataRequest request) {
    this.sources = sources;
    this.request = request;
  }

  void check(Survey survey, Preparation preparation) {
    RowStatistics known = survey.statistics()[RowSet.TEST.ordinal()];
    if (known == null) {
      throw new UserInputException(
          "data.test has no rows (expected: >= 1); set data.test or data.testFraction");
    }
    LabelChecks labels = new LabelChecks(sources);
    labels.checkValues(RowSet.TEST, known, request.target());
    new RowChecks(sources).checkFeatures(RowSet.TEST, known, preparation);
    labels.checkTargets(RowSet.TEST, known, preparation, request.target());
  }
}
